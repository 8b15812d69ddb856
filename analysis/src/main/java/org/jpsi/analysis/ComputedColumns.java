package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;

/// Computed columns: expressions evaluated on a table, and checks of their values.
final class ComputedColumns {
  // Preprocessing brings numbers of any size into float32, but adds them up in float64.
  private static final double LARGEST = 1e300;

  private ComputedColumns() {}

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

  /// Computed column with its expression.
  record Quantity(NumberColumn column, String formula) {}

  /// Requires finite numbers, of which those of some events can be added up; all columns are in one
  /// message.
  ///
  /// @param what the columns are: `features`, `targets`
  /// @param missing whether NaN is a missing value, which is taken
  /// @param fill how to fill them, with `%s` for the expression and `%c` for a condition that good
  ///   values fulfill
  static void requireFinite(
      String where, String what, boolean missing, List<Quantity> quantities, String fill) {
    List<String> bad = new ArrayList<>();
    String example = "";
    String filling = fill;
    for (Quantity quantity : quantities) {
      NumberColumn column = quantity.column();
      int nan = 0;
      int infinite = 0;
      int large = 0;
      for (int i = 0; i < column.rows(); i++) {
        double value = column.value(i);
        nan += Double.isNaN(value) && !missing ? 1 : 0;
        infinite += Double.isInfinite(value) ? 1 : 0;
        large += Double.isFinite(value) && Math.abs(value) > LARGEST ? 1 : 0;
      }
      List<String> counts = new ArrayList<>();
      add(counts, nan, "NaN");
      add(counts, infinite, "infinite");
      add(counts, large, "beyond 1e300");
      if (!counts.isEmpty()) {
        bad.add(column.name() + " (" + String.join(", ", counts) + " of " + column.rows() + ")");
        if (example.isEmpty()) {
          example =
              large > 0
                  ? "abs(" + quantity.formula() + ") < 1e300"
                  : "isfinite(" + quantity.formula() + ")";
          filling = filling.replace("%c", example).replace("%s", quantity.formula());
        }
      }
    }
    if (!bad.isEmpty()) {
      throw InputException.at(where)
          .expected("finite numbers in all " + what)
          .found(String.join(", ", bad))
          .remedy(
              "exclude them with `select: \""
                  + example
                  + "\"`, or fill them with `"
                  + filling
                  + "`")
          .exception();
    }
  }

  private static void add(List<String> counts, int n, String what) {
    if (n > 0) {
      counts.add(n + " " + what);
    }
  }
}
