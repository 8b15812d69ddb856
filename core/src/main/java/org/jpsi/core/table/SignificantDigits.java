package org.jpsi.core.table;

import java.util.Locale;

/// Significant digits of the numbers of a range: those that all of them share, and four more, so
/// that the ends of a range are told apart in text.
///
/// @param count 4 to 17, which is what a float64 number holds
public record SignificantDigits(int count) {
  private static final int OWN = 4;
  private static final int MOST = 17;

  /// The digits of numbers from `low` to `high`; 4 where these are equal or not finite.
  public static SignificantDigits of(double low, double high) {
    double shared =
        StrictMath.log10(Math.max(Math.abs(low), Math.abs(high)) / Math.abs(high - low));
    boolean known = low != high && Double.isFinite(shared);
    return new SignificantDigits(
        known ? (int) Math.clamp(OWN + Math.floor(shared), OWN, MOST) : OWN);
  }

  /// `310.0`, `1.700000034e+18`
  public String format(double value) {
    return String.format(Locale.ROOT, "%." + count + "g", value);
  }
}
