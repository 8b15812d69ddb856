package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.core.expression.Expression;

/// Suspected code of a missing value, such as -999: the smallest or the largest value of a column,
/// of some events, whose digits are those of a code, far from all other values.
///
/// @param value the code
/// @param count events that have it
/// @param events that were looked at
/// @param low smallest of the other values
/// @param high largest of the other values
public record MissingCode(double value, int count, int events, double low, double high) {
  private static final double MIN_SHARE = 1e-3;
  private static final int MIN_EVENTS = 3;
  private static final double[] LIMITS = {
    Float.MAX_VALUE, Double.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, -Float.MAX_VALUE
  };

  /// The code among the values of a column; empty where none looks like one.
  ///
  /// @param values NaN is none
  public static Optional<MissingCode> find(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < MIN_EVENTS) {
      return Optional.empty();
    }
    Optional<MissingCode> low = at(sorted, sorted[0]);
    return low.isPresent() ? low : at(sorted, sorted[sorted.length - 1]);
  }

  private static Optional<MissingCode> at(double[] sorted, double code) {
    double[] others = Arrays.stream(sorted).filter(x -> x != code).toArray();
    int count = sorted.length - others.length;
    if (!isCode(code)
        || others.length == 0
        || count < Math.max(MIN_EVENTS, MIN_SHARE * sorted.length)) {
      return Optional.empty();
    }
    double low = others[0];
    double high = others[others.length - 1];
    // farther away than nine in ten of the others are from each other
    double width =
        others[(int) (0.95 * (others.length - 1))] - others[(int) (0.05 * others.length)];
    double gap = code < low ? low - code : code - high;
    return gap > Math.max(width, 0.5 * Math.abs(code))
        ? Optional.of(new MissingCode(code, count, sorted.length, low, high))
        : Optional.empty();
  }

  /// Nines (-99, 9999), a power of ten from -10 on (-1000), one more than nines, or the end of a
  /// type.
  private static boolean isCode(double value) {
    double size = Math.abs(value);
    for (double limit : LIMITS) {
      if (value == limit) {
        return true;
      }
    }
    for (double ten = 10; ten <= 1e10; ten *= 10) {
      if (size == ten - 1 || size == ten || size == (ten - 1) / 9 * 8) {
        return value < 0 || size > 10;
      }
    }
    return false;
  }

  /// The suspicion, in words.
  ///
  /// @param name of the column
  public String suspicion(String name) {
    return "suspected code of a missing value: "
        + (name + " " + Expression.format(value) + ", " + words());
  }

  /// Description: how many events have the code, and the range of the others.
  public String words() {
    return String.format(
        Locale.ROOT,
        "in %,d of %,d events; the others are from %.4g to %.4g",
        count,
        events,
        low,
        high);
  }
}
