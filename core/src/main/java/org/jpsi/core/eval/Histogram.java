package org.jpsi.core.eval;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Summed weights in equal bins, with the sums of squares from which errors come.
///
/// @param sum of weights, per bin
/// @param squares sum of squared weights, per bin
/// @param below sum of weights under the first bin
/// @param above sum of weights over the last bin
/// @param total sum of all weights, those outside included
public record Histogram(
    Binning binning, double[] sum, double[] squares, double below, double above, double total) {

  public Histogram {
    ScoreChecks.lengths("sum", binning.bins(), sum.length);
    ScoreChecks.lengths("squares", binning.bins(), squares.length);
    sum = sum.clone();
    squares = squares.clone();
  }

  @Override
  public double[] sum() {
    return sum.clone();
  }

  @Override
  public double[] squares() {
    return squares.clone();
  }

  /// Fills from events `0` to `events - 1`.
  ///
  /// @param value of event i
  /// @param weight of event i, of either sign
  /// @param takes whether event i is filled at all
  /// @throws IllegalArgumentException where a value or weight that is filled is not finite
  public static Histogram of(
      Binning binning,
      int events,
      IntToDoubleFunction value,
      IntToDoubleFunction weight,
      IntPredicate takes) {
    double[] sum = new double[binning.bins()];
    double[] squares = new double[binning.bins()];
    double below = 0;
    double above = 0;
    double total = 0;
    for (int i = 0; i < events; i++) {
      if (!takes.test(i)) {
        continue;
      }
      double x = value.applyAsDouble(i);
      double w = weight.applyAsDouble(i);
      if (!Double.isFinite(x) || !Double.isFinite(w)) {
        throw new IllegalArgumentException("event " + i + " has value " + x + " and weight " + w);
      }
      total += w;
      int bin = binning.find(x);
      if (bin < 0) {
        below += w;
      } else if (bin == sum.length) {
        above += w;
      } else {
        sum[bin] += w;
        squares[bin] += w * w;
      }
    }
    return new Histogram(binning, sum, squares, below, above, total);
  }

  public double content(int bin) {
    return sum[bin];
  }

  /// The statistical error of a bin: the square root of the sum of squared weights.
  public double error(int bin) {
    return Math.sqrt(squares[bin]);
  }

  /// All weights times a factor.
  public Histogram times(double factor) {
    double[] s = sum.clone();
    double[] s2 = squares.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] *= factor;
      s2[i] *= factor * factor;
    }
    return new Histogram(binning, s, s2, below * factor, above * factor, total * factor);
  }

  /// Scaled to a total of one; what lies outside the bins counts in the total.
  ///
  /// @throws IllegalArgumentException where the total is not positive
  public Histogram normalized() {
    return times(1 / ScoreChecks.positive("the histogram", total));
  }
}
