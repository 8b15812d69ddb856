package org.jpsi.core.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// NumPy's format of the float32 numbers of one array (`FloatingFormat` of
/// numpy/_core/arrayprint.py, 2.4): the fewest digits that tell a number from its neighbors, at
/// most 8 after the point, all numbers alike and points below each other.
///
/// @param scientific whether all numbers have an exponent
/// @param left characters before the point
/// @param right characters behind it
record NumPyFormat(boolean scientific, int left, int right) {
  private static final int PRECISION = 8;
  // where an exponent is written
  private static final float LARGE = 1e6f;
  private static final double SMALL = 1e-4;
  private static final float WIDE = 1000;

  static NumPyFormat of(float... values) {
    float largest = 0;
    float smallest = Float.POSITIVE_INFINITY;
    int nonFinite = 0;
    for (float value : values) {
      float size = Math.abs(value);
      if (Float.isFinite(value)) {
        largest = Math.max(largest, size);
        smallest = size == 0 ? smallest : Math.min(smallest, size);
      } else {
        nonFinite = Math.max(nonFinite, value == Float.NEGATIVE_INFINITY ? 4 : 3);
      }
    }
    boolean scientific =
        largest > 0 && (largest >= LARGE || smallest < (float) SMALL || largest / smallest > WIDE);
    int left = 0;
    int right = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        String digits = scientific ? mantissa(value, unique(value)) : positional(value);
        left = Math.max(left, digits.indexOf('.'));
        right = Math.max(right, digits.length() - digits.indexOf('.') - 1);
      }
    }
    int behind = scientific ? right + 4 : right;
    return new NumPyFormat(scientific, Math.max(left, nonFinite - behind - 1), right);
  }

  String format(float value) {
    if (!Float.isFinite(value)) {
      return padded(nonFinite(value), left + (scientific ? right + 4 : right) + 1);
    }
    if (scientific) {
      BigDecimal unique = unique(value);
      BigDecimal all =
          unique.precision() == right + 1
              ? unique
              : new BigDecimal(value).round(context(right + 1));
      String digits = mantissa(value, all);
      String zeros = "0".repeat(right - (digits.length() - digits.indexOf('.') - 1));
      return padded(digits, left + 1 + digits.length() - digits.indexOf('.') - 1)
          + zeros
          + exponent(all);
    }
    String digits = positional(value);
    int behind = digits.length() - digits.indexOf('.') - 1;
    return padded(digits, left + 1 + behind) + " ".repeat(right - behind);
  }

  /// The format of a scalar: `1.5`, `1e+20`.
  static String scalar(float value) {
    double size = Math.abs((double) value);
    if (!Float.isFinite(value)) {
      return nonFinite(value);
    }
    if (size == 0 || (size >= SMALL && size < LARGE)) {
      String digits = sign(value) + unique(value).abs().stripTrailingZeros().toPlainString();
      return digits.indexOf('.') < 0 ? digits + ".0" : digits;
    }
    String digits = mantissa(value, unique(value));
    return (digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits)
        + exponent(unique(value));
  }

  private static String nonFinite(float value) {
    return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static String sign(float value) {
    return Float.floatToRawIntBits(value) < 0 ? "-" : "";
  }

  private static String padded(String text, int length) {
    return " ".repeat(Math.max(0, length - text.length())) + text;
  }

  private static String positional(float value) {
    BigDecimal digits = unique(value);
    if (digits.scale() > PRECISION) {
      digits = new BigDecimal(value).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String text = sign(value) + digits.abs().stripTrailingZeros().toPlainString();
    return text.indexOf('.') < 0 ? text + "." : text;
  }

  // d.ddd without trailing zeros
  private static String mantissa(float value, BigDecimal digits) {
    String all = digits.abs().stripTrailingZeros().unscaledValue().toString();
    return sign(value) + all.charAt(0) + "." + all.substring(1);
  }

  private static String exponent(BigDecimal digits) {
    int power = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    return (power < 0 ? "e-" : "e+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
  }

  // The fewest digits that are read back as this number.
  private static BigDecimal unique(float value) {
    BigDecimal exact = new BigDecimal(value);
    for (int n = 1; ; n++) {
      BigDecimal rounded = exact.round(context(n));
      if (rounded.floatValue() == value) {
        return rounded;
      }
      // above a power of two neighbors are twice as far as below
      BigDecimal up = exact.round(new MathContext(n, RoundingMode.UP));
      if (up.floatValue() == value) {
        return up;
      }
    }
  }

  private static MathContext context(int digits) {
    return new MathContext(digits, RoundingMode.HALF_EVEN);
  }
}
