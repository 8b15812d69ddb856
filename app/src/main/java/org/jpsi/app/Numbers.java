package org.jpsi.app;

import java.util.Locale;
import org.jpsi.core.table.SignificantDigits;

/// Number formatting: five significant digits.
final class Numbers {
  private Numbers() {}

  /// With more digits where all numbers from `low` to `high` share as many.
  static String of(double value, double low, double high) {
    SignificantDigits digits = SignificantDigits.of(low, high);
    return digits.count() > 5 ? digits.format(value) : of(value);
  }

  static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e-4 && size < 1e6) {
      int digits = (int) Math.max(0, 4 - Math.floor(StrictMath.log10(size)));
      String text = String.format(Locale.ROOT, "%." + digits + "f", value);
      return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
