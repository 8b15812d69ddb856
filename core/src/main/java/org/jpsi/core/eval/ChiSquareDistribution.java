package org.jpsi.core.eval;

/// Chi-square distribution: its survival function, the regularized upper incomplete gamma function
/// Q(k/2, x/2).
///
/// Below x = k + 2 the series of P = 1 - Q converges fast, above it the continued fraction of Q, by
/// Lentz's method (Abramowitz and Stegun, 6.5.29 and 6.5.31).
final class ChiSquareDistribution {
  private static final double PRECISION = 1e-16;
  private static final double TINY = 1e-300;
  private static final int MOST = 100_000;

  private ChiSquareDistribution() {}

  /// The probability of a value of at least `x`.
  ///
  /// @param degrees of freedom, 1 or more
  static double survival(double x, int degrees) {
    if (!(x > 0)) {
      return 1;
    }
    double a = 0.5 * degrees;
    double half = 0.5 * x;
    // x^a e^-x / Gamma(a)
    double front = StrictMath.exp(a * StrictMath.log(half) - half - logGamma(degrees));
    return half < a + 1 ? 1 - front * series(a, half) : front * fraction(a, half);
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < MOST && term > sum * PRECISION; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    for (int n = 1; n < MOST; n++) {
      double step = -n * (n - a);
      b += 2;
      d = 1 / nonZero(step * d + b);
      c = nonZero(b + step / c);
      double factor = c * d;
      value *= factor;
      if (Math.abs(factor - 1) < PRECISION) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }

  /// ln Gamma(k/2), by the recurrence from Gamma(1) = 1 or Gamma(1/2) = sqrt(pi).
  private static double logGamma(int k) {
    double sum = k % 2 == 0 ? 0 : 0.5 * StrictMath.log(Math.PI);
    for (int j = k % 2 == 0 ? 2 : 1; j < k; j += 2) {
      sum += StrictMath.log(0.5 * j);
    }
    return sum;
  }
}
