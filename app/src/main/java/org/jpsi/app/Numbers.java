package org.jpsi.app;

import java.util.Locale;

/// Number formatting: five significant digits.
final class Numbers {
  private Numbers() {}

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
