package org.jpsi.core.kernel;

/// Elementary functions in float32, scalar form; {@link VectorFunctions} has their twins, with the
/// same operations in the same order. Polynomials are those of Moshier's Cephes library (expf,
/// logf, tanhf), with fused multiply-adds.
final class Functions {
  static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts: the first has few enough bits that n times it is exact
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  // Adding it leaves the nearest whole number in the low bits.
  static final float ROUND = 12582912f;
  // Beyond these exp is infinite, or 0.
  static final float EXP_HIGH = 89f;
  static final float EXP_LOW = -105f;

  static final float E0 = 1.9875691500e-4f;
  static final float E1 = 1.3981999507e-3f;
  static final float E2 = 8.3334519073e-3f;
  static final float E3 = 4.1665795894e-2f;
  static final float E4 = 1.6666665459e-1f;
  static final float E5 = 5.0000001201e-1f;

  static final float L0 = 7.0376836292e-2f;
  static final float L1 = -1.1514610310e-1f;
  static final float L2 = 1.1676998740e-1f;
  static final float L3 = -1.2420140846e-1f;
  static final float L4 = 1.4249322787e-1f;
  static final float L5 = -1.6668057665e-1f;
  static final float L6 = 2.0000714765e-1f;
  static final float L7 = -2.4999993993e-1f;
  static final float L8 = 3.3333331174e-1f;
  // sqrt(1/2): mantissas are taken from there to sqrt(2)
  static final int ROOT_HALF = 0x3f3504f3;
  static final float TWO_24 = 16777216f;

  static final float T0 = -5.70498872745e-3f;
  static final float T1 = 2.06390887954e-2f;
  static final float T2 = -5.37397155531e-2f;
  static final float T3 = 1.33314422036e-1f;
  static final float T4 = -3.33332819422e-1f;
  static final float TANH_SMALL = 0.625f;

  // Below, SiLU is 0; minus infinity would meet a factor of 0.
  static final float SILU_BOUND = -200;
  // Below, expm1 is -1.
  static final float EXPM1_LOW = -25f;

  private Functions() {}

  /// `2^n e^r` with `x = n ln 2 + r`; the power in two factors, so that results below the normal
  /// ones are rounded once.
  static float exp(float x) {
    float v = x > EXP_HIGH ? EXP_HIGH : x;
    v = v < EXP_LOW ? EXP_LOW : v;
    float shifted = Math.fma(v, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v));
    float p = Math.fma(E0, r, E1);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r * r, r) + 1f;
    int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
    int half = power >> 1;
    return p
        * Float.intBitsToFloat((half + 127) << 23)
        * Float.intBitsToFloat((power - half + 127) << 23);
  }

  /// `2^n (e^r - 1) + (2^n - 1)` with `x = n ln 2 + r`, as twice its half: the power of the largest
  /// results is above float32's range.
  static float expm1(float x) {
    float v = x > EXP_HIGH ? EXP_HIGH : x;
    v = v < EXPM1_LOW ? EXPM1_LOW : v;
    float shifted = Math.fma(v, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v));
    float p = Math.fma(E0, r, E1);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r * r, r);
    int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUND);
    float half = Float.intBitsToFloat((power + 126) << 23);
    float y = Math.fma(p, half, half - 0.5f);
    return y + y;
  }

  /// `e ln 2 + log(1 + f)` with `x = 2^e (1 + f)`.
  static float log(float x) {
    boolean small = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(small ? x * TWO_24 : x) - ROOT_HALF;
    float e = (float) (bits >> 23) - (small ? 24f : 0f);
    float f = Float.intBitsToFloat((bits & 0x7fffff) + ROOT_HALF) - 1f;
    float z = f * f;
    float p = Math.fma(L0, f, L1);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L8);
    p = p * f * z;
    p = Math.fma(e, LN2_LOW, p);
    p = Math.fma(z, -0.5f, p);
    float y = Math.fma(e, LN2_HIGH, f + p);
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    y = x == Float.POSITIVE_INFINITY ? x : y;
    y = x < 0f ? Float.NaN : y;
    return Float.isNaN(x) ? x : y;
  }

  /// `log(u) + (x - (u - 1)) / u` with `u = 1 + x` as rounded.
  static float log1p(float x) {
    float u = 1f + x;
    float y = log(u) + (x - (u - 1f)) / u;
    y = x == Float.POSITIVE_INFINITY ? x : y;
    return u == 0f ? Float.NEGATIVE_INFINITY : y;
  }

  /// `1 / (1 + e)` or `e / (1 + e)` with `e = exp(-|x|)`: no overflow, no cancellation.
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0f ? e : 1f) / (1f + e);
  }

  /// `x sigmoid(x)`.
  static float silu(float x) {
    return Math.max(x, SILU_BOUND) * sigmoid(x);
  }

  /// A polynomial where |x| is small, else `1 - 2 / (exp(2 |x|) + 1)` with the sign of x.
  static float tanh(float x) {
    float a = Math.abs(x);
    float large = 1f - 2f / (exp(a + a) + 1f);
    large = x < 0f ? -large : large;
    float z = x * x;
    float p = Math.fma(T0, z, T1);
    p = Math.fma(p, z, T2);
    p = Math.fma(p, z, T3);
    p = Math.fma(p, z, T4);
    float small = Math.fma(p * z, x, x);
    return a < TANH_SMALL ? small : large;
  }

  /// `max(x, 0) + log1p(exp(-|x|))`.
  static float softplus(float x) {
    return (x < 0f ? 0f : x) + log1p(exp(-Math.abs(x)));
  }
}
