package org.jpsi.report;

import java.util.Locale;

/// Formatting of numbers and units in texts of the page, the same in every locale.
final class Formatting {
  private Formatting() {}

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// `m_bb [GeV]`; nothing is added where there is no unit.
  static String withUnit(String name, String unit) {
    return hasUnit(unit) ? name + " [" + unit + "]" : name;
  }

  static boolean hasUnit(String unit) {
    return !unit.isEmpty() && !unit.equals("1");
  }

  /// ` / 5 GeV`, the width of a bin; whole numbers without a unit need none.
  static String perBin(double width, String unit) {
    if (width == 1 && !hasUnit(unit)) {
      return "";
    }
    return " / " + width(width) + (hasUnit(unit) ? " " + unit : "");
  }

  // Pi / 20 is a width, but nobody wants its fourth digit.
  private static String width(double width) {
    return brief(Double.parseDouble(format("%.3g", width)));
  }

  /// Four significant digits, without zeros in vain: `0.05`, `5`, `1.25e+06`.
  static String brief(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e6 || size < 1e-4)) {
      return format("%.3g", value);
    }
    String text = format("%.4f", value);
    if (size >= 1000) {
      return format("%,.0f", value);
    }
    if (size >= 1) {
      text = format("%." + (size >= 100 ? 1 : size >= 10 ? 2 : 3) + "f", value);
    }
    while (text.contains(".") && (text.endsWith("0") || text.endsWith("."))) {
      text = text.substring(0, text.length() - 1);
    }
    return text.equals("-0") ? "0" : text;
  }

  /// `200,000`
  static String count(long n) {
    return format("%,d", n);
  }

  /// A value with its error, as many digits as the error has meaning: `0.8123 ± 0.0031`, `(2.64 ±
  /// 0.12)e+08`.
  static String withError(double value, double error) {
    if (!Double.isFinite(value)) {
      return "not defined";
    }
    if (!(error > 0) || !Double.isFinite(error)) {
      return brief(value);
    }
    double larger = Math.max(Math.abs(value), error);
    // more than six digits before the point or zeros after it are not read but counted
    int exponent =
        larger < 1e-4 || error >= 1e4 && larger >= 1e6
            ? (int) Math.floor(StrictMath.log10(larger))
            : 0;
    double unit = StrictMath.pow(10, exponent);
    int digits = (int) Math.clamp(1 - Math.floor(StrictMath.log10(error / unit)), 0, 8);
    String text = format("%." + digits + "f ± %." + digits + "f", value / unit, error / unit);
    return exponent == 0 ? text : format("(%s)e%+03d", text, exponent);
  }

  /// In percent: `52.1 ± 0.9 %`.
  static String percent(double value, double error) {
    if (!Double.isFinite(value)) {
      return "not defined";
    }
    return withError(100 * value, 100 * error) + " %";
  }
}
