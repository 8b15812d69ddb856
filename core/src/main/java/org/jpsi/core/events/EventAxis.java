package org.jpsi.core.events;

import java.util.Locale;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.histogram.Binning;

/// Axis of a histogram of events: an expression and its bins.
///
/// @param unit of the expression; `""` where it is not known
record EventAxis(Expression expression, String unit, Binning binning) {
  /// @param where what has the axis: `histogram`
  /// @throws InputException where the expression cannot be computed from the columns, or the bins
  ///   are none
  static EventAxis of(Events events, String where, String text, int bins, double from, double to) {
    Expression value = events.schema().number(Expression.parse(where, text));
    if (bins < 1 || !(from < to) || !Double.isFinite(to - from)) {
      throw InputException.at(where + " of " + text)
          .expected("one bin or more between two ascending numbers")
          .found(bins + " from " + Expression.format(from) + " to " + Expression.format(to))
          .exception();
    }
    return new EventAxis(value, value.unit(events.schema().table()), new Binning(from, to, bins));
  }

  /// `m_bb [GeV], 50 bins from 0 to 300`
  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %d bins from %s to %s",
        withUnit(expression.text(), unit),
        binning.bins(),
        Expression.format(binning.lower()),
        Expression.format(binning.upper()));
  }

  static String withUnit(String text, String unit) {
    return unit.isEmpty() || unit.equals("1") ? text : text + " [" + unit + "]";
  }

  /// The weight of an event.
  ///
  /// @throws InputException where it is not finite
  static double weight(EventBlock block, int event) {
    double weight = block.weights()[event];
    if (!Double.isFinite(weight)) {
      throw InputException.at(block.table().origin())
          .expected("finite weights")
          .found(weight + " at entry " + block.entries()[event])
          .remedy("select such events away")
          .exception();
    }
    return weight;
  }
}
