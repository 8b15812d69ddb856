package org.jpsi.core.expression;

import java.util.Map;
import org.jpsi.core.table.Table;

/// Which events are taken: those for which an expression is true. Where it is NaN, an event is not
/// taken.
///
/// @param expression true is any number but 0 and NaN
public record Selection(Expression expression) {
  /// Reads a selection that stands at `where`, for messages.
  ///
  /// @throws org.jpsi.core.errors.InputException where it cannot be understood
  public static Selection of(String where, String text) {
    return new Selection(Expression.parse(where, text));
  }

  /// Whether a number is true: any but 0 and NaN.
  public static boolean isTrue(double number) {
    return number != 0 && !Double.isNaN(number);
  }

  /// Takes every event.
  public static Selection everything() {
    return of("selection", "true");
  }

  public Selection with(Map<String, Double> constants) {
    return new Selection(expression.with(constants));
  }

  /// Whether each row is taken.
  public boolean[] passes(Table table) {
    double[] values = expression.evaluate(table);
    boolean[] passes = new boolean[values.length];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = isTrue(values[i]);
    }
    return passes;
  }

  /// The places of the rows that are taken, ascending.
  public int[] places(Table table) {
    boolean[] passes = passes(table);
    int[] places = new int[passes.length];
    int taken = 0;
    for (int i = 0; i < passes.length; i++) {
      if (passes[i]) {
        places[taken++] = i;
      }
    }
    return java.util.Arrays.copyOf(places, taken);
  }

  /// The rows that are taken; the table itself where all are.
  public Table of(Table table) {
    int[] places = places(table);
    return places.length == table.rows() ? table : table.take(places);
  }
}
