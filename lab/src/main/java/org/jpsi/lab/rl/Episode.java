package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;

/// One episode that was played.
///
/// @param steps how many actions were taken
/// @param total the sum of rewards
/// @param terminated whether it ended by itself; else time was up
public record Episode(int steps, double total, boolean terminated) {
  /// Plays one to its end.
  public static Episode play(Environment environment, Policy policy, Rng rng) {
    double[] observation = environment.reset(rng);
    double total = 0;
    for (int step = 1; ; step++) {
      StepResult outcome = environment.step(policy.action(observation));
      total += outcome.reward();
      if (outcome.over()) {
        return new Episode(step, total, outcome.terminated());
      }
      observation = outcome.observation();
    }
  }

  /// Plays `count` of them, number `i` with child `i` of `rng`.
  public static List<Episode> play(Environment environment, Policy policy, Rng rng, int count) {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      episodes.add(play(environment, policy, rng.child(i)));
    }
    return episodes;
  }

  /// The mean sum of rewards.
  public static double meanTotal(List<Episode> episodes) {
    return episodes.stream().mapToDouble(Episode::total).average().orElse(Double.NaN);
  }

  /// The mean number of steps.
  public static double meanSteps(List<Episode> episodes) {
    return episodes.stream().mapToInt(Episode::steps).average().orElse(Double.NaN);
  }
}
