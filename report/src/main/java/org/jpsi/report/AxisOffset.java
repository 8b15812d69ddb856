package org.jpsi.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;

/// Axis offset: what the numbers at an axis have in common is subtracted from them, and stands in
/// the axis title (`ScalarFormatter` of matplotlib). A time of `1700000030` is `30` at an axis of
/// `t − 1,700,000,000 [s]`.
///
/// @param value with as many digits as the numbers share; zero where they share too few
record AxisOffset(BigDecimal value) {
  // Four digits and the range's own are read with ease.
  private static final double SHARED = 1e4;
  // From here on the offset is written with an exponent.
  private static final double LONG = 1e12;

  /// The offset of an axis from `low` to `high`: the roundest number on it, or the next below.
  static AxisOffset of(double low, double high) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    int last = exponent(high - low);
    if (!(largest >= SHARED * StrictMath.pow(10, last)) || Double.isInfinite(high - low)) {
      return new AxisOffset(BigDecimal.ZERO);
    }
    for (int exponent = exponent(largest); exponent >= last; exponent--) {
      double unit = StrictMath.pow(10, exponent);
      double units = Math.ceil(low / unit);
      if (units * unit <= high) {
        return new AxisOffset(decimal(units, exponent));
      }
    }
    return new AxisOffset(decimal(Math.floor(low / StrictMath.pow(10, last)), last));
  }

  private static int exponent(double x) {
    return (int) Math.ceil(StrictMath.log10(x));
  }

  private static BigDecimal decimal(double units, int exponent) {
    return new BigDecimal(units).scaleByPowerOfTen(exponent).stripTrailingZeros();
  }

  static AxisOffset of(Binning axis) {
    return of(axis.lower(), axis.upper());
  }

  double at(double x) {
    return x - value.doubleValue();
  }

  Binning at(Binning axis) {
    return new Binning(at(axis.lower()), at(axis.upper()), axis.bins());
  }

  Histogram at(Histogram h) {
    return new Histogram(
        at(h.binning()), h.sum(), h.squares(), h.underflow(), h.overflow(), h.total());
  }

  /// `t − 1.7e18 [ns]`; the plain title where there is no offset.
  String title(String name, String unit) {
    if (value.signum() == 0) {
      return Formatting.withUnit(name, unit);
    }
    return Formatting.withUnit(name + (value.signum() < 0 ? " + " : " − ") + text(), unit);
  }

  private String text() {
    BigDecimal size = value.abs();
    if (size.doubleValue() >= LONG) {
      return Ticks.word(size);
    }
    return String.format(Locale.ROOT, "%,." + Math.max(0, size.scale()) + "f", size);
  }
}
