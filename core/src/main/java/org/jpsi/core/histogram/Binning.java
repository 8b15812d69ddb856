package org.jpsi.core.histogram;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// Regular binning of a histogram axis: `bins` equal bins from `lower` to `upper` (`TAxis` in
/// ROOT).
public record Binning(double lower, double upper, int bins) {
  // Beyond it, the width of a range may be infinite: such values are underflow and overflow.
  private static final double LARGEST = Double.MAX_VALUE / 4;

  public Binning {
    if (!(upper > lower) || bins < 1 || !Double.isFinite(upper - lower)) {
      throw new IllegalArgumentException(
          bins + " bins from " + lower + " to " + upper + ", expected lower < upper, one or more");
    }
  }

  /// Bins of a round width (1, 2, 2.5 or 5 times a power of ten) that hold all but the outermost
  /// 0.3 percent of these values at either end, so that a long tail does not compress the rest;
  /// integers get bins centered on them. Where the values are so close to each other that float64
  /// has few numbers between them, there are fewer bins, so that each has a width.
  ///
  /// @param events number of events
  /// @param value of event i; values that are not finite are ignored
  /// @param about approximate number of bins, up to twice as many may result
  public static Binning round(int events, IntToDoubleFunction value, int about) {
    double[] sorted = new double[events];
    int n = 0;
    boolean whole = true;
    for (int i = 0; i < events; i++) {
      double x = value.applyAsDouble(i);
      if (Double.isFinite(x)) {
        sorted[n++] = x;
        whole &= x == StrictMath.rint(x);
      }
    }
    if (n == 0) {
      return new Binning(0, 1, 1);
    }
    Arrays.sort(sorted, 0, n);
    double min = Math.clamp(sorted[0], -LARGEST, LARGEST);
    double max = Math.clamp(sorted[n - 1], -LARGEST, LARGEST);
    double low = Math.clamp(sorted[(int) (0.003 * (n - 1))], -LARGEST, LARGEST);
    double high = Math.clamp(sorted[(int) Math.ceil(0.997 * (n - 1))], -LARGEST, LARGEST);
    // A short tail is shown whole.
    low = high - min <= 1.2 * (high - low) ? min : low;
    high = max - low <= 1.2 * (high - low) ? max : high;
    // From 2^52 on, a half is lost beside a whole number.
    if (whole && high - low < 2 * about && Math.abs(low - 0.5) < 1L << 52) {
      return new Binning(low - 0.5, high + 0.5, (int) (high - low) + 1);
    }
    if (!(high > low)) {
      double half = low == 0 ? 0.5 : Math.max(Math.abs(low) / 2, Double.MIN_NORMAL);
      return new Binning(low - half, low + half, 1);
    }
    if (low == min && high == max && peaksAtEdges(sorted, n)) {
      return resolved(low, high, about);
    }
    double width = roundWidth((high - low) / about);
    double from = Math.floor(low / width) * width;
    int bins = (int) Math.max(1, Math.ceil((high - from) / width));
    // A value on the last edge belongs to the plot.
    if (from + bins * width <= high) {
      bins++;
    }
    double to = from + bins * width;
    // Near the limits of numbers a round width is lost: beside a large one, or itself near zero.
    return Double.isFinite(to) && width >= spacing(from, to)
        ? new Binning(from, to, bins)
        : resolved(low, high, about);
  }

  /// As many bins, or as float64 has numbers for their edges.
  private static Binning resolved(double low, double high, int bins) {
    double most = Math.floor((high - low) / spacing(low, high));
    return new Binning(low, high, (int) Math.clamp(most, 1, bins));
  }

  // Two edges this far apart stay two when both are rounded.
  private static double spacing(double low, double high) {
    return 2 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
  }

  /// Whether a distribution is populated up to both ends of its range, as an angle's is: round
  /// edges would leave the outer bins half empty and show a dip that is not there. The condition is
  /// half as many values in each outer fiftieth of the range as a uniform distribution has.
  private static boolean peaksAtEdges(double[] sorted, int n) {
    double band = (sorted[n - 1] - sorted[0]) / 50;
    int below = 0;
    int above = 0;
    for (int i = 0; i < n; i++) {
      below += sorted[i] <= sorted[0] + band ? 1 : 0;
      above += sorted[i] >= sorted[n - 1] - band ? 1 : 0;
    }
    return Math.min(below, above) * 100L >= n;
  }

  private static double roundWidth(double width) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(width)));
    double digit = width / power;
    return power * (digit < 1.5 ? 1 : digit < 2.25 ? 2 : digit < 3.5 ? 2.5 : digit < 7.5 ? 5 : 10);
  }

  /// The width of a bin.
  public double width() {
    return (upper - lower) / bins;
  }

  /// The lower edge of bin `i`; `edge(bins)` is `upper`.
  public double edge(int i) {
    return i == bins ? upper : lower + i * width();
  }

  /// The center of bin `i`.
  public double center(int i) {
    return 0.5 * (edge(i) + edge(i + 1));
  }

  /// The bin of x: -1 for underflow, `bins` for overflow. A bin holds its lower edge; the last one
  /// also its upper.
  public int find(double x) {
    if (x < lower) {
      return -1;
    }
    if (x > upper) {
      return bins;
    }
    return Math.min(bins - 1, (int) ((x - lower) / (upper - lower) * bins));
  }
}
