package org.jpsi.lab.rl;

import java.util.List;

/// Result of a training.
///
/// @param agent the trained one
/// @param episodes of the training, in the order in which they ended: the learning curve. The agent
///   still explored in them
public record TrainingResult<A>(A agent, List<Episode> episodes) {
  public TrainingResult {
    episodes = List.copyOf(episodes);
  }

  /// The learning curve: the mean total reward of each `width` consecutive episodes; an incomplete
  /// group at the end is dropped.
  public double[] learningCurve(int width) {
    double[] means = new double[episodes.size() / width];
    for (int i = 0; i < means.length; i++) {
      means[i] = Episode.meanReward(episodes.subList(i * width, (i + 1) * width));
    }
    return means;
  }
}
