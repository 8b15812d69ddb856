package org.jpsi.lab.rl;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.random.Rng;

/// Statistics of one episode.
///
/// @param steps number of actions taken
/// @param totalReward sum of the rewards (undiscounted return)
/// @param terminated whether it terminated; else it was truncated
public record Episode(int steps, double totalReward, boolean terminated) {
  /// Runs one episode to its end.
  public static Episode play(Environment environment, Policy policy, Rng rng) {
    double[] observation = environment.reset(rng);
    double totalReward = 0;
    for (int step = 1; ; step++) {
      StepResult result = environment.step(policy.action(observation));
      totalReward += result.reward();
      if (result.done()) {
        return new Episode(step, totalReward, result.terminated());
      }
      observation = result.observation();
    }
  }

  /// Runs `count` episodes, number `i` with child `i` of `rng`.
  public static List<Episode> play(Environment environment, Policy policy, Rng rng, int count) {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      episodes.add(play(environment, policy, rng.child(i)));
    }
    return episodes;
  }

  /// The mean total reward.
  public static double meanReward(List<Episode> episodes) {
    return episodes.stream().mapToDouble(Episode::totalReward).average().orElse(Double.NaN);
  }

  /// The mean number of steps.
  public static double meanSteps(List<Episode> episodes) {
    return episodes.stream().mapToInt(Episode::steps).average().orElse(Double.NaN);
  }
}
