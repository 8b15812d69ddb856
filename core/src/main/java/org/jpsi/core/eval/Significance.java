package org.jpsi.core.eval;

/// Asimov significance: the median expected significance of discovery of a counting experiment
/// whose background is known with a variance (Cowan, Asimov approximation of the significance with
/// background uncertainty, 2012, eq. 20; without a variance it is arXiv:1007.1727, eq. 97).
///
/// ```
/// Z = sqrt(2 {(s + b) ln[(s + b)(b + v) / (b^2 + (s + b) v)] - (b^2/v) ln[1 + v s / (b (b + v))]})
/// v -> 0:  Z = sqrt(2 ((s + b) ln(1 + s/b) - s))
/// s << b:  Z = s / sqrt(b + v)
/// ```
///
/// @param value Z, in standard deviations
/// @param error one standard deviation of Z by the statistics of the events
public record Significance(double value, double error) {
  // Beyond it, a logarithm loses no more than a digit to the difference that is wanted.
  private static final double SMALL = 0.05;
  private static final int TERMS = 13;

  /// The significance of s signal events over b expected background events.
  ///
  /// @param s expected signal
  /// @param b expected background
  /// @param variance of the background: the square of its systematic uncertainty, and the sum of
  ///   squared weights of the simulated events
  /// @return NaN where s, b or the variance is negative or NaN; without background, infinite where
  ///   that is certain (no variance), else 0, the limit b -> 0
  public static double asimov(double s, double b, double variance) {
    return Math.sqrt(squared(s, b, variance));
  }

  /// Z^2.
  static double squared(double s, double b, double variance) {
    if (!(s >= 0 && b >= 0 && variance >= 0)) {
      return Double.NaN;
    }
    if (s == 0) {
      return 0;
    }
    if (b == 0) {
      return variance > 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double t = variance / b;
    double x = s / b;
    return x <= 1 ? ofSmall(x, t) * 2 * b : ofLarge(s, b, t) * 2;
  }

  // (s + b) ln(1 + a) - s / (1 + t) ln(1 + u) / u, a = s / (b + (s + b) t), u = s t / (b + v)
  private static double ofLarge(double s, double b, double t) {
    double u = s / (1 + t) * (t / b);
    double ratio = u == 0 ? 1 : StrictMath.log1p(u) / u;
    double first = (s + b) * StrictMath.log1p(s / (b + (s + b) * t));
    return Math.max(0, first - s / (1 + t) * ratio);
  }

  // In units of b and with ln(1 + a) = a - a^2 g(a), what cancels is taken out by hand:
  // x^2 {1 / ((1 + t)(1 + t + xt)) - (1 + x) g(a) / (1 + t + xt)^2 + t g(u) / (1 + t)^2}
  private static double ofSmall(double x, double t) {
    if (Double.isInfinite(t)) {
      return 0;
    }
    double one = 1 + t;
    double all = 1 + t + x * t;
    double a = x / all;
    double u = x * (t / one);
    return x
        * x
        * (1 / one / all - (1 + x) * curvature(a) / all / all + t / one * curvature(u) / one);
  }

  // (a - ln(1 + a)) / a^2 = 1/2 - a/3 + a^2/4 - ...
  private static double curvature(double a) {
    if (a > SMALL) {
      return (a - StrictMath.log1p(a)) / a / a;
    }
    double sum = 0;
    for (int k = TERMS - 1; k >= 0; k--) {
      sum = 1.0 / (k + 2) - a * sum;
    }
    return sum;
  }

  /// Z^2 and its derivatives.
  ///
  /// @param byS derivative with respect to the signal
  /// @param byB derivative with respect to the background, whose systematic variance (db)^2 goes
  ///   with it
  /// @param bySquares derivative with respect to the sum of squared weights of the background
  record Slopes(double squared, double byS, double byB, double bySquares) {
    private static final double STEP = 1e-4;

    /// @param squares sum of squared weights of the background
    /// @param relative systematic uncertainty of the background, db / b
    static Slopes of(double s, double b, double squares, double relative) {
      double v = variance(b, squares, relative);
      double z2 = Significance.squared(s, b, v);
      if (!(z2 >= 0) || !(b > 0)) {
        return new Slopes(z2, 0, 0, 0);
      }
      double more = b * (1 + STEP);
      double less = b * (1 - STEP);
      double byB =
          (Significance.squared(s, more, variance(more, squares, relative))
                  - Significance.squared(s, less, variance(less, squares, relative)))
              / (more - less);
      double from = variance(b, squares * (1 - STEP), relative);
      double to = variance(b, squares * (1 + STEP), relative);
      double bySquares =
          to > from
              ? (Significance.squared(s, b, to) - Significance.squared(s, b, from)) / (to - from)
              : 0;
      // The likelihood's maximum does not move to first order: the logarithm alone is left.
      double byS = 2 * StrictMath.log1p(s / (b + (s + b) * (v / b)));
      return new Slopes(z2, byS, byB, bySquares);
    }

    static double variance(double b, double squares, double relative) {
      double systematic = relative * b;
      return systematic * systematic + squares;
    }
  }
}
