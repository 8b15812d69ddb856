package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

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
  /// @param what the columns are: `targets`
  /// @param fill how to fill them, with `%s` for the expression and `%c` for a condition that good
  ///   values fulfill
  static void requireFinite(String where, String what, List<Quantity> quantities, String fill) {
    requireFinite(where, what, quantities, false, new Part[0], fill);
  }

  /// Requires finite features, as {@link #requireFinite(String, String, List, String)}; which parts
  /// of the events have others is said.
  ///
  /// @param missing whether NaN is a missing value, which is taken
  static void requireFiniteFeatures(
      String where, List<Quantity> quantities, boolean missing, Part[] parts) {
    requireFinite(
        where, "features", quantities, missing, parts, "{name: ..., is: \"%c ? %s : 0\"}");
  }

  private static void requireFinite(
      String where,
      String what,
      List<Quantity> quantities,
      boolean missing,
      Part[] parts,
      String fill) {
    List<String> bad = new ArrayList<>();
    boolean anyNan = false;
    String example = "";
    String filling = fill;
    for (Quantity quantity : quantities) {
      NumberColumn column = quantity.column();
      Map<Part, Integer> badOf = new EnumMap<>(Part.class);
      int nan = 0;
      int infinite = 0;
      int large = 0;
      for (int i = 0; i < column.rows(); i++) {
        double value = column.value(i);
        if (Math.abs(value) <= LARGEST || (missing && Double.isNaN(value))) {
          continue;
        }
        nan += Double.isNaN(value) ? 1 : 0;
        infinite += Double.isInfinite(value) ? 1 : 0;
        large += Double.isFinite(value) ? 1 : 0;
        if (parts.length > 0) {
          badOf.merge(parts[i], 1, Integer::sum);
        }
      }
      anyNan |= nan > 0;
      List<String> counts = new ArrayList<>();
      add(counts, nan, "NaN");
      add(counts, infinite, "infinite");
      add(counts, large, "beyond 1e300");
      if (!counts.isEmpty()) {
        String of = parts.length > 0 ? ": " + MissingValues.words(badOf) : "";
        bad.add(
            column.name() + " (" + String.join(", ", counts) + " of " + column.rows() + of + ")");
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
              ("exclude them with `select: \"" + example + "\"`, or fill them with `")
                  + (filling + "`")
                  + (parts.length > 0 && anyNan ? MissingValues.MODELS : ""))
          .exception();
    }
  }

  private static void add(List<String> counts, int n, String what) {
    if (n > 0) {
      counts.add(n + " " + what);
    }
  }
}
