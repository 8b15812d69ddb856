package org.jpsi.core.tensor;

/// Power function `x^y` and its derivatives, as C's powf has it at 0, infinities and NaN, computed
/// in float64 and rounded once.
final class PowerFunction {
  // Up to here by multiplication, whose few roundings in float64 do not show in float32.
  private static final int MAX_INTEGER_EXPONENT = 64;

  private PowerFunction() {}

  static float of(float x, float y) {
    return (float) power(x, y);
  }

  /// `y x^(y - 1)`; 0 where y is.
  static float derivativeByBase(float x, float y) {
    return y == 0 ? 0 : (float) (y * power(x, (double) y - 1));
  }

  /// `x^y log(x)`; 0 at `x = 0` where y is not negative.
  static float derivativeByExponent(float x, float y) {
    return x == 0 && y >= 0 ? 0 : (float) (power(x, y) * StrictMath.log(x));
  }

  private static double power(double x, double y) {
    if (Math.abs(y) <= MAX_INTEGER_EXPONENT && y == Math.rint(y)) {
      double power = integerPower(x, (int) Math.abs(y));
      return y < 0 ? 1 / power : power;
    }
    // Java's pow gives NaN where C's gives 1
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
  }

  // By squaring: a double overflows, or is lost, only far beyond where a float does.
  private static double integerPower(double x, int n) {
    double power = 1;
    double square = x;
    for (int rest = n; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
