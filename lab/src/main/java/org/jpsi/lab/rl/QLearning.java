package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;

/// Tabular Q-learning (Watkins, 1989; Sutton and Barto, section 6.5): after each step `Q(s, a)`
/// moves by the fraction `learningRate` towards `r + discount max over a' of Q(s', a')`, and
/// towards `r` alone where the episode terminated. Exploration is epsilon-greedy.
///
/// @param episodes number of training episodes
/// @param learningRate in (0, 1]; 1 is optimal in a deterministic environment
/// @param discount factor gamma in [0, 1]
/// @param epsilon in [0, 1]: the probability of a random action
public record QLearning(int episodes, double learningRate, double discount, double epsilon) {
  public QLearning {
    EnvironmentChecks.positive("Q-learning", "episodes", episodes);
    EnvironmentChecks.require(
        learningRate > 0 && learningRate <= 1,
        "Q-learning",
        "learningRate",
        "in (0, 1]",
        learningRate);
    EnvironmentChecks.fraction("Q-learning", "discount", discount);
    EnvironmentChecks.fraction("Q-learning", "epsilon", epsilon);
  }

  /// The defaults: learning rate 0.5, discount 0.95, epsilon 0.2.
  public static QLearning episodes(int episodes) {
    return new QLearning(episodes, 0.5, 0.95, 0.2);
  }

  public QLearning withLearningRate(double other) {
    return new QLearning(episodes, other, discount, epsilon);
  }

  public QLearning withDiscount(double other) {
    return new QLearning(episodes, learningRate, other, epsilon);
  }

  public QLearning withEpsilon(double other) {
    return new QLearning(episodes, learningRate, discount, other);
  }

  /// Trains from a table of zeros.
  public TrainingResult<QTable> train(FiniteEnvironment environment, long seed) {
    QTable table = new QTable(environment.states(), environment.actions());
    Rng rng = Rng.of(seed).child("q-learning");
    List<Episode> played = new ArrayList<>();
    for (int i = 0; i < episodes; i++) {
      played.add(episode(environment, table, rng.child(i)));
    }
    return new TrainingResult<>(table, played);
  }

  private Episode episode(FiniteEnvironment environment, QTable table, Rng rng) {
    Rng exploreRng = rng.child("whether");
    Rng actionRng = rng.child("which");
    int state = (int) environment.reset(rng.child("start"))[0];
    double totalReward = 0;
    for (int step = 0; ; step++) {
      int action =
          exploreRng.uniform(step) < epsilon
              ? actionRng.integer(environment.actions(), step)
              : table.greedyAction(state);
      StepResult result = environment.step(action);
      int next = (int) result.observation()[0];
      double nextValue = result.terminated() ? 0 : discount * table.maxValue(next);
      table.update(state, action, result.reward() + nextValue, learningRate);
      totalReward += result.reward();
      state = next;
      if (result.done()) {
        return new Episode(step + 1, totalReward, result.terminated());
      }
    }
  }
}
