package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.event.Expression;
import org.jpsi.core.event.NumberColumn;
import org.jpsi.core.event.NumberType;
import org.jpsi.core.event.Table;
import org.jpsi.core.input.InputException;

/// Computed columns: expressions over a table, and what is demanded of them.
final class Evaluated {
  private Evaluated() {}

  /// An expression's values. A plain float32 column is taken as it is, all else is float64: either
  /// way exactly the numbers that {@link org.jpsi.core.model.Scorer} will compute.
  static NumberColumn column(String name, String unit, Expression expression, Table table) {
    if (expression.plainColumn().isPresent()
        && table.column(expression.plainColumn().get()) instanceof NumberColumn plain
        && plain.type() == NumberType.FLOAT32
        && plain.width() == 1) {
      return NumberColumn.of(name, unit, (float[]) plain.array());
    }
    return NumberColumn.of(name, unit, expression.evaluate(table));
  }

  /// Refuses numbers that are not finite, all columns in one message.
  ///
  /// @param what they are: `features`, `targets`
  static void demandFinite(String where, String what, List<NumberColumn> columns) {
    List<String> bad = new ArrayList<>();
    String example = "";
    for (NumberColumn column : columns) {
      int nan = 0;
      int infinite = 0;
      for (int i = 0; i < column.rows(); i++) {
        double value = column.value(i);
        nan += Double.isNaN(value) ? 1 : 0;
        infinite += Double.isInfinite(value) ? 1 : 0;
      }
      if (nan + infinite > 0) {
        bad.add(
            column.name()
                + " ("
                + (nan > 0 ? nan + " NaN" : "")
                + (nan > 0 && infinite > 0 ? ", " : "")
                + (infinite > 0 ? infinite + " infinite" : "")
                + " of "
                + column.rows()
                + ")");
        example = example.isEmpty() ? Expression.quoted(column.name()) : example;
      }
    }
    if (!bad.isEmpty()) {
      throw InputException.at(where)
          .expected("finite numbers in all " + what)
          .found(String.join(", ", bad))
          .remedy(
              "select them away with `select: \"isfinite(%s)\"`, or fill them with `{name: ..., is: \"isfinite(%s) ? %s : 0\"}`"
                  .replace("%s", example))
          .exception();
    }
  }
}
