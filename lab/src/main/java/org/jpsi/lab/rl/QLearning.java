package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;

/// Learns a {@link QTable} by trying: after each step `Q(s, a)` moves by `rate` towards `r +
/// discount max over a' of Q(s', a')`, and towards `r` alone where the episode ended (Watkins,
/// 1989; Sutton and Barto, section 6.5). A share of actions is drawn at random, so that all are
/// tried.
///
/// @param episodes to play
/// @param rate in (0, 1]: how far a value moves; 1 is right where nothing is random
/// @param discount in [0, 1]: what a reward is worth one step later
/// @param exploration in [0, 1]: the share of random actions
public record QLearning(int episodes, double rate, double discount, double exploration) {
  public QLearning {
    EnvironmentChecks.count("Q-learning", "episodes", episodes);
    EnvironmentChecks.that(rate > 0 && rate <= 1, "Q-learning", "rate", "in (0, 1]", rate);
    EnvironmentChecks.share("Q-learning", "discount", discount);
    EnvironmentChecks.share("Q-learning", "exploration", exploration);
  }

  /// Rate 0.5, discount 0.95, one action of five at random.
  public static QLearning episodes(int episodes) {
    return new QLearning(episodes, 0.5, 0.95, 0.2);
  }

  public QLearning withRate(double other) {
    return new QLearning(episodes, other, discount, exploration);
  }

  public QLearning withDiscount(double other) {
    return new QLearning(episodes, rate, other, exploration);
  }

  public QLearning withExploration(double other) {
    return new QLearning(episodes, rate, discount, other);
  }

  /// Learns from nothing.
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
    Rng whether = rng.child("whether");
    Rng which = rng.child("which");
    int state = (int) environment.reset(rng.child("start"))[0];
    double total = 0;
    for (int step = 0; ; step++) {
      int action =
          whether.uniform(step) < exploration
              ? which.integer(environment.actions(), step)
              : table.greedy(state);
      StepResult outcome = environment.step(action);
      int next = (int) outcome.observation()[0];
      double later = outcome.terminated() ? 0 : discount * table.best(next);
      table.learn(state, action, outcome.reward() + later, rate);
      total += outcome.reward();
      state = next;
      if (outcome.over()) {
        return new Episode(step + 1, total, outcome.terminated());
      }
    }
  }
}
