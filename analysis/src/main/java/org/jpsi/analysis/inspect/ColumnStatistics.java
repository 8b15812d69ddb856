package org.jpsi.analysis.inspect;

/// Statistics of one column in one pass: range, mean, number of non-finite values, and a histogram
/// whose bins double in width whenever a value is out of range.
final class ColumnStatistics {
  private static final int BINS = 4096;
  // Half a percent on either side: otherwise a few outliers would squeeze all others into one bar.
  private static final double TAIL = 0.005;

  private final long[] bins = new long[BINS];
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private long finite;
  private long nan;
  private long infinite;
  private boolean anyExact;
  private long firstExact;
  private boolean differ;
  // The histogram covers [first, first + BINS) in units of the bin width, once that is set.
  private double width;
  private double first;

  void add(double value) {
    if (Double.isNaN(value)) {
      nan++;
    } else if (Double.isInfinite(value)) {
      infinite++;
    } else {
      finite++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      count(value);
    }
  }

  /// Adds the exact value of an integer, beside {@link #add}.
  void exact(long value) {
    if (!anyExact) {
      anyExact = true;
      firstExact = value;
    }
    differ |= value != firstExact;
  }

  private void count(double value) {
    if (width == 0) {
      // The finest bins that still distinguish this value from its neighbours.
      width = Math.max(Math.ulp(value), 0x1p-1000) * BINS;
      first = Math.floor(value / width) - BINS / 2.0;
    }
    double bin = Math.floor(value / width) - first;
    while (!(bin >= 0 && bin < BINS)) {
      widen();
      bin = Math.floor(value / width) - first;
    }
    bins[(int) bin]++;
  }

  /// Bins of twice the width. What was in the middle stays in the middle, so that the range grows
  /// to both sides.
  private void widen() {
    double start = Math.floor(first / 2) - BINS / 4.0;
    long[] wider = new long[BINS];
    for (int i = 0; i < BINS; i++) {
      if (bins[i] > 0) {
        wider[(int) (Math.floor((first + i) / 2) - start)] += bins[i];
      }
    }
    System.arraycopy(wider, 0, bins, 0, BINS);
    first = start;
    width *= 2;
  }

  long finite() {
    return finite;
  }

  long nan() {
    return nan;
  }

  long infinite() {
    return infinite;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return sum / finite;
  }

  /// Whether integers differ by less than float64, and so this, can tell.
  boolean rounded() {
    return constant() && differ;
  }

  boolean constant() {
    return finite > 0 && min == max;
  }

  /// The histogram in this many bars from the 0.5 % to the 99.5 % quantile; values beyond are in no
  /// bar.
  double[] bars(int count) {
    int from = quantile(TAIL);
    int to = quantile(1 - TAIL) + 1;
    double[] bars = new double[count];
    double perBar = (to - from) / (double) count;
    for (int i = from; i < to; i++) {
      // A bin wider than a bar is spread over the bars it covers.
      double low = (i - from) / perBar;
      double high = (i + 1 - from) / perBar;
      for (int bar = (int) low; bar < Math.min(count, Math.ceil(high)); bar++) {
        double part = (Math.min(high, bar + 1.0) - Math.max(low, bar)) / (high - low);
        bars[bar] += bins[i] * Math.max(0, part);
      }
    }
    return bars;
  }

  private int quantile(double fraction) {
    double rank = fraction * finite;
    long seen = 0;
    for (int i = 0; i < BINS; i++) {
      seen += bins[i];
      if (seen > rank || seen == finite) {
        return i;
      }
    }
    return BINS - 1;
  }
}
