package org.jpsi.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.histogram.Binning;

/// Ticks of an axis whose numbers are large or small: `2e8`, `-5e-10`. What lets-plot writes there,
/// `1G` for 1.0e9 and for 1.2e9, lacks digits.
final class Ticks {
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-3;
  private static final int ABOUT = 5;

  private Ticks() {}

  /// Sets the ticks of the axis `x` or `y`, where plain numbers would not do.
  static PlotSpec set(PlotSpec plot, String axis, double low, double high) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (!(high > low) || largest < LARGE && largest >= SMALL || Double.isInfinite(high - low)) {
      return plot;
    }
    BigDecimal step = step((high - low) / ABOUT);
    List<Object> places = new ArrayList<>();
    List<Object> words = new ArrayList<>();
    double first = Math.ceil(low / step.doubleValue());
    for (int i = 0; i <= 2 * ABOUT; i++) {
      BigDecimal at = new BigDecimal(first + i).multiply(step);
      if (at.doubleValue() <= high) {
        places.add(at.doubleValue());
        words.add(word(at));
      }
    }
    return plot.scale(axis, "breaks", places, "labels", words);
  }

  static PlotSpec set(PlotSpec plot, String axis, Binning range) {
    return set(plot, axis, range.lower(), range.upper());
  }

  // 1, 2 or 5 times a power of ten.
  private static BigDecimal step(double about) {
    int exponent = (int) Math.floor(StrictMath.log10(about));
    double digit = about / StrictMath.pow(10, exponent);
    return new BigDecimal(digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10)
        .scaleByPowerOfTen(exponent);
  }

  /// A number with an exponent: `2.5e8`; `0` alone has none.
  static String word(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal digits = value.round(MathContext.DECIMAL64).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }
}
