package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// A world in which an agent acts: it observes, chooses one of a fixed number of actions, and gets
/// a reward (a Markov decision process; Sutton and Barto, "Reinforcement Learning", 2nd edition,
/// 2018, chapter 3). It has a state, and belongs to one thread.
public interface Environment {
  /// How many numbers an observation has.
  int features();

  /// How many actions there are; they are numbered from 0.
  int actions();

  /// Begins a new episode, the same for the same `rng`.
  ///
  /// @return the first observation, `[features]`
  double[] reset(Rng rng);

  /// Acts once.
  ///
  /// @throws IllegalArgumentException where there is no such action
  /// @throws IllegalStateException where no episode is under way
  StepResult step(int action);
}
