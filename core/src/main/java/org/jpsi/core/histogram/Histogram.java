package org.jpsi.core.histogram;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Weighted histogram with statistical errors (`TH1D` with `Sumw2` in ROOT).
///
/// @param sum of weights, per bin
/// @param squares sum of squared weights, per bin
/// @param underflow sum of weights below the first bin
/// @param overflow sum of weights above the last bin
/// @param total sum of all weights, underflow and overflow included
public record Histogram(
    Binning binning,
    double[] sum,
    double[] squares,
    double underflow,
    double overflow,
    double total) {

  public Histogram {
    if (sum.length != binning.bins() || squares.length != binning.bins()) {
      throw new IllegalArgumentException(
          "Histogram: expected sums of "
              + (binning.bins() + " bins, found " + sum.length + " and " + squares.length));
    }
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

  /// Fills a histogram from events `0` to `events - 1`.
  ///
  /// @param value of event i
  /// @param weight of event i, of either sign
  /// @param filter whether event i is filled
  /// @throws IllegalArgumentException where a value or weight that is filled is not finite
  public static Histogram of(
      Binning binning,
      int events,
      IntToDoubleFunction value,
      IntToDoubleFunction weight,
      IntPredicate filter) {
    double[] sum = new double[binning.bins()];
    double[] squares = new double[binning.bins()];
    double underflow = 0;
    double overflow = 0;
    double total = 0;
    for (int i = 0; i < events; i++) {
      if (!filter.test(i)) {
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
        underflow += w;
      } else if (bin == sum.length) {
        overflow += w;
      } else {
        sum[bin] += w;
        squares[bin] += w * w;
      }
    }
    return new Histogram(binning, sum, squares, underflow, overflow, total);
  }

  /// The content of a bin: its sum of weights.
  public double content(int bin) {
    return sum[bin];
  }

  /// The statistical error of a bin: the square root of the sum of squared weights.
  public double error(int bin) {
    return Math.sqrt(squares[bin]);
  }

  /// Scales all weights by a factor.
  public Histogram times(double factor) {
    double[] s = sum.clone();
    double[] s2 = squares.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] *= factor;
      s2[i] *= factor * factor;
    }
    return new Histogram(binning, s, s2, underflow * factor, overflow * factor, total * factor);
  }

  /// The sum with a histogram of other events in the same bins.
  public Histogram plus(Histogram other) {
    if (!binning.equals(other.binning)) {
      throw new IllegalArgumentException(
          "Histogram: expected " + binning + ", found " + other.binning);
    }
    double[] s = sum.clone();
    double[] s2 = squares.clone();
    for (int i = 0; i < s.length; i++) {
      s[i] += other.sum[i];
      s2[i] += other.squares[i];
    }
    return new Histogram(
        binning,
        s,
        s2,
        underflow + other.underflow,
        overflow + other.overflow,
        total + other.total);
  }

  /// Normalized to a total of one, underflow and overflow included.
  ///
  /// @throws IllegalArgumentException where the total is not positive
  public Histogram normalized() {
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "the weights of the histogram sum to " + total + ", expected a positive sum");
    }
    return times(1 / total);
  }
}
