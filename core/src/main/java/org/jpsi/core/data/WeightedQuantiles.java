package org.jpsi.core.data;

import java.util.Arrays;

/// Weighted quantiles, by the inverse of the cumulative distribution (NumPy's `inverted_cdf`, type
/// 1 of Hyndman and Fan, The American Statistician 50 (1996) 361): the smallest value at and below
/// which there is at least the fraction of all weight.
final class WeightedQuantiles {
  private WeightedQuantiles() {}

  /// Quantiles of some events.
  ///
  /// @param weights not negative, of each event of `values`
  /// @param sample indices of the events
  /// @param fractions ascending, above 0 and below 1
  static double[] of(double[] values, double[] weights, int[] sample, double... fractions) {
    double[] sorted = new double[sample.length];
    for (int i = 0; i < sample.length; i++) {
      sorted[i] = values[sample[i]];
    }
    Arrays.sort(sorted);
    // The weight of equal values is gathered at one of them: sorting pairs would be slow.
    double[] weightAt = new double[sorted.length];
    double all = 0;
    for (int event : sample) {
      weightAt[Arrays.binarySearch(sorted, values[event])] += weights[event];
      all += weights[event];
    }
    double[] quantiles = new double[fractions.length];
    double below = 0;
    int at = -1;
    for (int q = 0; q < fractions.length; q++) {
      while (at < 0 || (below < fractions[q] * all && at < sorted.length - 1)) {
        below += weightAt[++at];
      }
      quantiles[q] = sorted[at];
    }
    return quantiles;
  }
}
