package org.jpsi.lab.rl;

import java.util.List;

/// What a training gave.
///
/// @param agent that has learned
/// @param episodes of the training, in the order in which they ended: the learning curve. The agent
///   still explored in them
public record TrainingResult<A>(A agent, List<Episode> episodes) {
  public TrainingResult {
    episodes = List.copyOf(episodes);
  }

  /// The mean sum of rewards of each `width` episodes, one after the other; what is left over at
  /// the end is left out.
  public double[] curve(int width) {
    double[] means = new double[episodes.size() / width];
    for (int i = 0; i < means.length; i++) {
      means[i] = Episode.meanTotal(episodes.subList(i * width, (i + 1) * width));
    }
    return means;
  }
}
