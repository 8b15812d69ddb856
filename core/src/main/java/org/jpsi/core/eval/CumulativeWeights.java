package org.jpsi.core.eval;

/// Cumulative weights of signal and background over thresholds, the numerators of the ROC curve: at
/// index g, the sums of weights of the events with the g highest distinct scores.
///
/// @param values the distinct scores, descending
/// @param s cumulative signal weights, s2 their squares; b and b2 the same for the background
/// @param highest running maximum of `b`, for binary search: with negative weights `b` itself is
///   not monotonic
record CumulativeWeights(
    double[] values, double[] s, double[] s2, double[] b, double[] b2, double[] highest) {

  static CumulativeWeights of(RankStatistics ranks, boolean[] signal, double[] weight) {
    double[] background = RankStatistics.cumulate(ranks.sums(signal, false, weight, false));
    double[] highest = background.clone();
    for (int g = 1; g < highest.length; g++) {
      highest[g] = Math.max(highest[g], highest[g - 1]);
    }
    return new CumulativeWeights(
        ranks.values(),
        RankStatistics.cumulate(ranks.sums(signal, true, weight, false)),
        RankStatistics.cumulate(ranks.sums(signal, true, weight, true)),
        background,
        RankStatistics.cumulate(ranks.sums(signal, false, weight, true)),
        highest);
  }

  /// The number of thresholds.
  int size() {
    return values.length;
  }

  /// The signal efficiency.
  double signal(int g) {
    return s[g] / s[size()];
  }

  /// The background efficiency.
  double background(int g) {
    return b[g] / b[size()];
  }

  /// The distance of two points of the ROC curve, the larger of both differences of efficiencies.
  double distance(int from, int to) {
    return Math.max(
        Math.abs(signal(to) - signal(from)), Math.abs(background(to) - background(from)));
  }

  /// Variance of an efficiency e = (sum above) / (sum of all): sum w^2 ((1 if above) - e)^2 / (sum
  /// of all)^2, which is binomial for equal weights and right for weights of either sign; that of
  /// few events is {@link FewEvents}.
  static double variance(double[] w, double[] w2, int g) {
    int all = w.length - 1;
    double e = w[g] / w[all];
    double above = w2[g] * (1 - e) * (1 - e);
    double below = (w2[all] - w2[g]) * e * e;
    double variance = Math.max(0, above + below) / w[all] / w[all];
    if (g == 0 || g == all) {
      return variance; // no event, or all of them, whatever they are: no error
    }
    double usual = Math.sqrt(variance);
    double error = FewEvents.ofFraction(e, usual, w[all] * w[all] / w2[all]);
    return error > usual ? error * error : variance;
  }

  Roc.RocPoint point(int g) {
    double threshold = g == 0 ? Double.POSITIVE_INFINITY : values[g - 1];
    return new Roc.RocPoint(threshold, background(g), signal(g), error(g));
  }

  /// The error of the signal efficiency at fixed background efficiency: the statistical error of
  /// the signal above the cut, and half of the change of the signal efficiency over the error band
  /// of the background efficiency.
  private double error(int g) {
    double own = variance(s, s2, g);
    double sigma = Math.sqrt(variance(b, b2, g));
    if (sigma == 0) {
      return Math.sqrt(own);
    }
    double rise = (signalAt(background(g) + sigma) - signalAt(background(g) - sigma)) / 2;
    return Math.sqrt(own + rise * rise);
  }

  Roc.WorkingPoint workingPoint(double background) {
    if (!(background > 0 && background < 1)) {
      throw new IllegalArgumentException(
          "background efficiency " + background + ", expected between 0 and 1");
    }
    int g = lastWithin(background);
    return new Roc.WorkingPoint(
        background,
        g == 0 ? Double.POSITIVE_INFINITY : values[g - 1],
        Math.clamp(signalAt(background), 0, 1),
        error(g));
  }

  private double signalAt(double background) {
    if (background <= 0) {
      return signal(lastWithin(0));
    }
    if (background >= 1) {
      return 1;
    }
    int g = lastWithin(background);
    double from = background(g);
    double to = background(g + 1);
    return signal(g) + (signal(g + 1) - signal(g)) * (background - from) / (to - from);
  }

  /// Index of the loosest cut before the background efficiency first exceeds this one.
  private int lastWithin(double background) {
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
