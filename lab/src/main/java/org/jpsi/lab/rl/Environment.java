package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// Environment of reinforcement learning, as Gymnasium's `Env`: an agent observes, chooses one of a
/// fixed number of actions, and gets a reward (a Markov decision process; Sutton and Barto,
/// "Reinforcement Learning", 2nd edition, 2018, chapter 3). It has a state, and belongs to one
/// thread.
public interface Environment {
  /// The length of an observation.
  int features();

  /// The number of actions; they are numbered from 0.
  int actions();

  /// Starts a new episode, the same for the same `rng`.
  ///
  /// @return the first observation, `[features]`
  double[] reset(Rng rng);

  /// Takes one action.
  ///
  /// @throws IllegalArgumentException where there is no such action
  /// @throws IllegalStateException where no episode is running
  StepResult step(int action);
}
