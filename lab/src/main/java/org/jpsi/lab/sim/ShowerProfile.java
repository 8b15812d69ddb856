package org.jpsi.lab.sim;

/// Mean longitudinal and lateral profile of an electromagnetic shower, tabulated.
///
/// Along its axis, `dE/dt = E b (b t)^(a-1) exp(-b t) / Gamma(a)` with the depth `t` in radiation
/// lengths and its maximum at `(a - 1) / b` (Longo and Sestili, Nucl. Instrum. Methods 128 (1975)
/// 283). Across it, `f(r) = p 2 r C^2 / (r^2 + C^2)^2 + (1 - p) 2 r T^2 / (r^2 + T^2)^2` with a
/// core C and a tail T that widen with depth (Grindhammer and Peters, hep-ex/0001020, section 3.2;
/// our numbers are rounded).
final class ShowerProfile {
  /// The `b` of all showers.
  static final double B = 0.5;

  private static final double MIN_SHAPE = 1.2;
  private static final double STEP = 0.05;
  private static final int SHAPES = 87;
  private static final double DEPTH_STEP = 0.25;
  private static final int DEPTHS = 121;

  private static final double[][] TABLE = new double[SHAPES][DEPTHS];

  static {
    for (int s = 0; s < SHAPES; s++) {
      double a = MIN_SHAPE + s * STEP;
      double all = lowerGamma(a, 60);
      for (int d = 0; d < DEPTHS; d++) {
        TABLE[s][d] = lowerGamma(a, B * d * DEPTH_STEP) / all;
      }
    }
  }

  private ShowerProfile() {}

  /// Cumulative longitudinal profile: the fraction of the energy before depth `t`, for the nearest
  /// tabulated `a`.
  static double longitudinalFraction(double a, double t) {
    if (t <= 0) {
      return 0;
    }
    int shape = (int) Math.clamp((a - MIN_SHAPE) / STEP + 0.5, 0, SHAPES - 1);
    double at = Math.min(t / DEPTH_STEP, DEPTHS - 1.001);
    int below = (int) at;
    double[] row = TABLE[shape];
    return row[below] + (at - below) * (row[below + 1] - row[below]);
  }

  /// Cumulative lateral profile: the fraction of the energy at coordinates below `x`, `f(r)`
  /// integrated over the other coordinate, for one of its two terms of radius `radius`.
  static double lateralFraction(double x, double radius) {
    return 0.5 + 0.5 * x / Math.sqrt(x * x + radius * radius);
  }

  // The lower incomplete gamma function up to a factor that depends on a alone (Abramowitz and
  // Stegun
  // 6.5.29).
  private static double lowerGamma(double a, double x) {
    if (x == 0) {
      return 0;
    }
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < 400; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum * StrictMath.exp(a * StrictMath.log(x) - x);
  }
}
