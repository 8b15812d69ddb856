package org.jpsi.core.kernel;

/// Standard normal cumulative distribution function `P(x)`, scalar form: the integral of `exp(-t^2
/// / 2) / sqrt(2 pi)` up to `x`; with it `x P(x)` is GELU. And the error function, which is `1 - 2
/// (1 - P(x sqrt 2))`, and its Taylor series where that would cancel.
///
/// The tail is `exp(-a^2 / 2) F(q) / (a + 4)` with `a = |x|` and `q = (a - 4) / (a + 4)`, F a
/// polynomial. In float32 the square alone would cost tens of units in the last place, so all of it
/// is float64; {@link VectorNormal} is the twin. Polynomials are our own fits (minimax by Lawson's
/// weights, of relative error 9e-9 and 2e-9).
final class Normal {
  static final double LOG2_E = 1.4426950408889634;
  static final double LN2 = 0.6931471805599453;
  // Adding it leaves the nearest whole number in the low bits.
  static final double ROUND = 0x1.8p52;
  // The tail is 0 in float32 from here on.
  static final double FAR = 15;

  static final double E0 = 1.383680403279174e-3;
  static final double E1 = 8.374845885212317e-3;
  static final double E2 = 4.1668227912852455e-2;
  static final double E3 = 0.16666419813254207;
  static final double E4 = 0.49999992062197535;
  static final double E5 = 1.0000000364017319;
  static final double E6 = 1.000000000555799;

  static final double F0 = -1.341974340605262e-4;
  static final double F1 = 1.7465727218182736e-4;
  static final double F2 = 1.5684082265734062e-3;
  static final double F3 = -3.5102095307025655e-3;
  static final double F4 = -7.524003996605633e-3;
  static final double F5 = 6.040348914993973e-2;
  static final double F6 = -0.1865236563889106;
  static final double F7 = 0.38713691654462606;
  static final double F8 = -0.6078965798724196;
  static final double F9 = 0.755285135252741;

  static final double ROOT_2 = 1.4142135623730951;
  static final double NEAR = 0.5;
  // 2 / sqrt(pi) (-1)^k / (k! (2 k + 1)), k from 0 on
  static final double T0 = 1.1283791670955126;
  static final double T1 = -0.37612638903183754;
  static final double T2 = 0.11283791670955126;
  static final double T3 = -0.026866170645131252;
  static final double T4 = 0.005223977625442188;
  static final double T5 = -8.548327023450852e-4;
  static final double T6 = 1.2055332981789664e-4;
  static final double T7 = -1.492565035840625e-5;

  private Normal() {}

  static float cdf(float value) {
    double x = value;
    double a = Math.abs(x);
    a = a > FAR ? FAR : a;
    double tail = exp(a * a * -0.5) * shape(1 / (a + 4));
    return (float) (x < 0 ? tail : 1 - tail);
  }

  /// The error function; the derivative is `2 exp(-x^2) / sqrt(pi)`.
  static float erf(float value) {
    double x = value;
    double z = x * x;
    double p = Math.fma(T7, z, T6);
    p = Math.fma(p, z, T5);
    p = Math.fma(p, z, T4);
    p = Math.fma(p, z, T3);
    p = Math.fma(p, z, T2);
    p = Math.fma(p, z, T1);
    double near = x * Math.fma(p, z, T0);
    double a = Math.abs(x) * ROOT_2;
    a = a > FAR ? FAR : a;
    double far = 1 - 2 * (exp(a * a * -0.5) * shape(1 / (a + 4)));
    double y = x < 0 ? -far : far;
    return (float) (Math.abs(x) < NEAR ? near : y);
  }

  private static double exp(double x) {
    double shifted = Math.fma(x, LOG2_E, ROUND);
    double n = shifted - ROUND;
    double r = Math.fma(n, -LN2, x);
    double p = Math.fma(E0, r, E1);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r, E6);
    long power = Double.doubleToRawLongBits(shifted) - Double.doubleToRawLongBits(ROUND);
    return p * Double.longBitsToDouble((power + 1023) << 52);
  }

  /// `F(q) / (a + 4)`, given `t = 1 / (a + 4)`.
  private static double shape(double t) {
    double q = Math.fma(t, -8, 1);
    double p = Math.fma(F0, q, F1);
    p = Math.fma(p, q, F2);
    p = Math.fma(p, q, F3);
    p = Math.fma(p, q, F4);
    p = Math.fma(p, q, F5);
    p = Math.fma(p, q, F6);
    p = Math.fma(p, q, F7);
    p = Math.fma(p, q, F8);
    return Math.fma(p, q, F9) * t;
  }
}
