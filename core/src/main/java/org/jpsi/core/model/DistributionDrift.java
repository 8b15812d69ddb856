package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.data.FeatureDistribution;

/// Drift of a feature's distribution from training (covariate shift): the largest distance of the
/// events' cumulative distribution, at the cut points of a {@link FeatureDistribution}, from the
/// interval between the lowest and the highest of the training classes. It is a Kolmogorov-Smirnov
/// distance that is 0 for every mixture of the classes.
///
/// @param distance in [0, 1]; 0 where the distribution in training is not known
/// @param noise distance that samples of one distribution have with a probability below 1e-4
/// @param factor 1000 or 0.001 where the events fit once multiplied by it, else 1
/// @param trainingEvents effective number of events of the largest class; 0 where not known
public record DistributionDrift(
    double distance, double noise, double factor, double trainingEvents) {
  /// Nothing is known of the distribution in training.
  public static final DistributionDrift UNKNOWN = new DistributionDrift(0, 0, 1, 0);

  // Kolmogorov's distribution: 2 exp(-2 x^2) = 1e-4.
  private static final double QUANTILE = 2.225;
  // The distance where a factor is looked for, and up to which events fit with it.
  private static final double ANOTHER_UNIT = 0.2;
  private static final double FITS = 0.1;

  /// @param counts events up to each cut point and above the one before, and above the last
  /// @param larger the same with values multiplied by 1000
  /// @param smaller the same with values divided by 1000
  static DistributionDrift of(
      FeatureDistribution training, long[] counts, long[] larger, long[] smaller) {
    long events = 0;
    for (long count : counts) {
      events += count;
    }
    if (!training.known() || events == 0) {
      return UNKNOWN;
    }
    double fewest =
        training.groups().stream()
            .mapToDouble(FeatureDistribution.Group::events)
            .filter(n -> n > 0)
            .min()
            .orElse(1);
    double most =
        training.groups().stream().mapToDouble(FeatureDistribution.Group::events).max().orElse(0);
    double noise = QUANTILE * Math.sqrt(1.0 / events + 1 / fewest);
    double distance = distance(training, counts, events);
    double factor = 1;
    if (distance > ANOTHER_UNIT + noise) {
      if (distance(training, larger, events) < FITS + noise) {
        factor = 1000;
      } else if (distance(training, smaller, events) < FITS + noise) {
        factor = 1e-3;
      }
    }
    return new DistributionDrift(distance, noise, factor, most);
  }

  private static double distance(FeatureDistribution training, long[] counts, long events) {
    List<FeatureDistribution.Group> groups =
        training.groups().stream().filter(group -> group.events() > 0).toList();
    double largest = 0;
    long below = 0;
    for (int k = 0; k < training.cuts().size(); k++) {
      below += counts[k];
      double fraction = (double) below / events;
      double lowest = 1;
      double highest = 0;
      for (FeatureDistribution.Group group : groups) {
        lowest = Math.min(lowest, group.below().get(k));
        highest = Math.max(highest, group.below().get(k));
      }
      largest = Math.max(largest, Math.max(lowest - fraction, fraction - highest));
    }
    return largest;
  }
}
