package org.jpsi.core.kernel;

/// Sine and cosine, scalar form; {@link VectorTrigonometry} has their twins, with the same
/// operations in the same order.
///
/// `x = n pi/2 + r` with `|r| <= pi/4`: pi/2 in two float64 parts, of which n times the first is
/// taken off exactly by a fused multiply-add, so that r is right to 2^-58 as long as n is below
/// 2^50. Beyond, where a float32 is a multiple of 2^27, it is `StrictMath`. Polynomials in r are
/// those of FreeBSD's msun (k_sindf.c, k_cosdf.c: relative error 2^-37, absolute error 2^-34). All
/// of it is float64 and rounded once: at most 0.501 units in the last place, everywhere.
final class Trigonometry {
  static final double TWO_OVER_PI = 0.6366197723675814;
  static final double HALF_PI_HIGH = 1.5707963267948966;
  static final double HALF_PI_LOW = 6.123233995736766e-17;
  // Adding it leaves the nearest whole number in the low bits.
  static final double ROUND = 0x1.8p52;
  static final double FAR = 0x1p50;

  static final double S1 = -0.166666666416265235595;
  static final double S2 = 0.0083333293858894631756;
  static final double S3 = -0.000198393348360966317347;
  static final double S4 = 0.0000027183114939898219064;

  static final double C0 = -0.499999997251031003120;
  static final double C1 = 0.0416666233237390631894;
  static final double C2 = -0.00138867637746099294692;
  static final double C3 = 0.0000243904487962774090654;

  private Trigonometry() {}

  static float sin(float x) {
    return of(x, 0);
  }

  static float cos(float x) {
    return of(x, 1);
  }

  /// The sine of `x + quarters pi/2`.
  private static float of(float value, int quarters) {
    double x = value;
    if (Math.abs(x) > FAR) {
      return (float) (quarters == 0 ? StrictMath.sin(x) : StrictMath.cos(x));
    }
    double shifted = Math.fma(x, TWO_OVER_PI, ROUND);
    double n = shifted - ROUND;
    double r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI_HIGH, x));
    double z = r * r;
    double s = Math.fma(S4, z, S3);
    s = Math.fma(s, z, S2);
    s = Math.fma(s, z, S1);
    double sine = r * Math.fma(s, z, 1);
    double c = Math.fma(C3, z, C2);
    c = Math.fma(c, z, C1);
    c = Math.fma(c, z, C0);
    double cosine = Math.fma(c, z, 1);
    long quadrant = Double.doubleToRawLongBits(shifted) + quarters;
    double y = (quadrant & 1) == 0 ? sine : cosine;
    return (float) ((quadrant & 2) == 0 ? y : -y);
  }
}
