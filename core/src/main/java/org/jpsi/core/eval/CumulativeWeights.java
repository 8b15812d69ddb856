package org.jpsi.core.eval;

/// The whole curve: after group g of equal scores has passed the cut, the summed weights and
/// squared weights of signal and background, cumulated from the highest score down.
///
/// @param highest the running maximum of `b`, in which one can search: with signed weights `b`
///   itself need not rise
record CumulativeWeights(
    double[] values, double[] s, double[] s2, double[] b, double[] b2, double[] highest) {

  static CumulativeWeights of(RankStatistics ranking, boolean[] signal, double[] weight) {
    double[] background = RankStatistics.cumulate(ranking.sums(signal, false, weight, false));
    double[] highest = background.clone();
    for (int g = 1; g < highest.length; g++) {
      highest[g] = Math.max(highest[g], highest[g - 1]);
    }
    return new CumulativeWeights(
        ranking.values(),
        RankStatistics.cumulate(ranking.sums(signal, true, weight, false)),
        RankStatistics.cumulate(ranking.sums(signal, true, weight, true)),
        background,
        RankStatistics.cumulate(ranking.sums(signal, false, weight, true)),
        highest);
  }

  int size() {
    return values.length;
  }

  double signal(int g) {
    return s[g] / s[size()];
  }

  double background(int g) {
    return b[g] / b[size()];
  }

  double distance(int from, int to) {
    return Math.max(
        Math.abs(signal(to) - signal(from)), Math.abs(background(to) - background(from)));
  }

  /// Variance of an efficiency e = (sum above) / (sum of all): sum w^2 ((1 above) - e)^2 / (sum of
  /// all)^2, which is binomial where all weights are equal and right for signed ones.
  static double variance(double[] w, double[] w2, int g) {
    int all = w.length - 1;
    double e = w[g] / w[all];
    double above = w2[g] * (1 - e) * (1 - e);
    double below = (w2[all] - w2[g]) * e * e;
    return Math.max(0, above + below) / w[all] / w[all];
  }

  Roc.Point point(int g) {
    double threshold = g == 0 ? Double.POSITIVE_INFINITY : values[g - 1];
    return new Roc.Point(threshold, background(g), signal(g), error(g));
  }

  /// The error of the signal efficiency at fixed background efficiency: that of the signal events
  /// above the cut, and half of what the signal efficiency rises by while the background efficiency
  /// goes over its own error band.
  private double error(int g) {
    double own = variance(s, s2, g);
    double sigma = Math.sqrt(variance(b, b2, g));
    if (sigma == 0) {
      return Math.sqrt(own);
    }
    double rise = (signalAt(background(g) + sigma) - signalAt(background(g) - sigma)) / 2;
    return Math.sqrt(own + rise * rise);
  }

  Roc.WorkingPoint at(double background) {
    if (!(background > 0 && background < 1)) {
      throw new IllegalArgumentException(
          "background efficiency " + background + ", expected between 0 and 1");
    }
    int g = before(background);
    return new Roc.WorkingPoint(
        background,
        g == 0 ? Double.POSITIVE_INFINITY : values[g - 1],
        signalAt(background),
        error(g));
  }

  private double signalAt(double background) {
    if (background <= 0) {
      return signal(before(0));
    }
    if (background >= 1) {
      return 1;
    }
    int g = before(background);
    double from = background(g);
    double to = background(g + 1);
    return signal(g) + (signal(g + 1) - signal(g)) * (background - from) / (to - from);
  }

  /// The loosest cut before the background efficiency first exceeds this one.
  private int before(double background) {
    double limit = background * b[size()];
    int low = 0;
    int high = size() + 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (highest[middle] > limit) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
