package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.Optional;
import org.jpsi.core.table.EventBlocks;

/// Closure test of changed event weights: whether a quantity has the same distribution with the
/// changed weights w' as with the original ones w, which may be negative.
///
/// ```
/// chi2 = sum_b (sum_b d)^2 / sum_b d^2,   d = w - w'
/// ```
///
/// Both are sums over the same events, so that their difference has a smaller error than either:
/// where w' is the mean of w of events alike, the d of an event is zero in the mean, and the sum of
/// d^2 is the variance of a sum of them. An event's w' must not know the sign of its own w.
///
/// Bins have equal sums of d^2, no more than {@value #MOST_BINS} and each of ten effective events
/// or more, `(sum d^2)^2 / sum d^4`. Equal values are in one bin; NaN is the last value. Where both
/// weights have the same sum, so that the d of all bins add up to zero, there is one degree of
/// freedom less.
///
/// @param value chi2
/// @param degrees of freedom, the bins less one
/// @param pValue probability of a value at least as large where the weights close
public record WeightClosure(double value, int degrees, double pValue) {
  private static final int MOST_BINS = 20;
  private static final double LEAST_EVENTS = 10;
  private static final double ROUNDED = 0.999;

  /// The test of events whose weights have the same sum.
  ///
  /// @param x the quantity of each event
  /// @param weight original
  /// @param changed weight
  /// @return empty where there are not two bins, as where no weight is changed
  /// @throws IllegalArgumentException where a weight is not finite
  public static Optional<WeightClosure> of(double[] x, double[] weight, double[] changed) {
    ScoreChecks.lengths("weight", x.length, weight.length);
    ScoreChecks.lengths("changed weight", x.length, changed.length);
    ScoreChecks.finite("weight", weight);
    ScoreChecks.finite("changed weight", changed);
    double[] d = new double[x.length];
    Arrays.setAll(d, i -> weight[i] - changed[i]);
    double largest = Arrays.stream(d).map(Math::abs).max().orElse(0);
    if (!(largest > 0)) {
      return Optional.empty();
    }
    // chi2 has no unit: no square overflows or vanishes
    Arrays.setAll(d, i -> d[i] / largest);
    double squares = EventBlocks.sum(d.length, i -> d[i] * d[i]);
    double fourths = EventBlocks.sum(d.length, i -> d[i] * d[i] * d[i] * d[i]);
    int bins = (int) Math.min(MOST_BINS, squares * squares / fourths / LEAST_EVENTS);
    return bins < 2 ? Optional.empty() : of(x, d, squares / bins);
  }

  // A bin ends where it has its share and what is left has one too.
  private static Optional<WeightClosure> of(double[] x, double[] d, double share) {
    int[] order = EventOrder.ascending(x);
    double left = 0;
    for (double each : d) {
      left += each * each;
    }
    double value = 0;
    int bins = 0;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < order.length; k++) {
      double each = d[order[k]];
      sum += each;
      squares += each * each;
      left -= each * each;
      boolean last = k == order.length - 1;
      boolean ends = last || Double.compare(x[order[k]] + 0.0, x[order[k + 1]] + 0.0) != 0;
      // shares are met within rounding; there is always enough left for the last bin
      if (last || (ends && squares >= ROUNDED * share && left >= ROUNDED * share)) {
        value += sum * sum / squares;
        bins++;
        sum = 0;
        squares = 0;
      }
    }
    return bins < 2
        ? Optional.empty()
        : Optional.of(
            new WeightClosure(value, bins - 1, ChiSquareDistribution.survival(value, bins - 1)));
  }
}
