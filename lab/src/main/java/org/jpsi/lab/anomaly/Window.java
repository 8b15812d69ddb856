package org.jpsi.lab.anomaly;

import java.util.Locale;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Table;

/// Mass window of a resonance search: a signal region `[low, high)` between two sidebands, `[from,
/// low)` and `[high, to)`, in a variable in which the signal peaks and the background is smooth.
///
/// @param variable an expression over columns, such as `m_jj`
public record Window(String variable, double from, double low, double high, double to) {
  public Window {
    if (!(from < low && low < high && high < to) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Window: expected from < low < high < to, found %s, %s, %s, %s",
              from,
              low,
              high,
              to));
    }
  }

  /// Whether x is in the signal region.
  public boolean signal(double x) {
    return x >= low && x < high;
  }

  /// Whether x is in one of the sidebands.
  public boolean sideband(double x) {
    return x >= from && x < low || x >= high && x < to;
  }

  /// The resonant variable of each event.
  ///
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column
  public double[] values(Table events) {
    return Expression.parse("resonant variable", variable).evaluate(events);
  }

  /// 0 in the signal region, 1 and 2 in the lower and the upper sideband, -1 outside.
  int region(double x) {
    return signal(x) ? 0 : !sideband(x) ? -1 : x < low ? 1 : 2;
  }
}
