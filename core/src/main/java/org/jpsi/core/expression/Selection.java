package org.jpsi.core.expression;

import java.util.Map;
import org.jpsi.core.table.Table;

/// Selection of events (a cut, RDataFrame's `Filter`): those for which an expression is true.
/// Events for which it is NaN are dropped.
///
/// @param expression any number except 0 and NaN is true
public record Selection(Expression expression) {
  /// Parses a selection at a location `where`, for messages.
  ///
  /// @throws org.jpsi.core.errors.InputException where it cannot be understood
  public static Selection of(String where, String text) {
    return new Selection(Expression.parse(where, text));
  }

  /// Whether a number is true: any but 0 and NaN.
  public static boolean isTrue(double number) {
    return number != 0 && !Double.isNaN(number);
  }

  /// The selection of every event.
  public static Selection everything() {
    return of("selection", "true");
  }

  public Selection with(Map<String, Double> constants) {
    return new Selection(expression.with(constants));
  }

  /// The boolean mask: whether each row passes.
  public boolean[] mask(Table table) {
    return expression.truths(table);
  }

  /// The indices of the rows that pass, ascending.
  public int[] rowIndices(Table table) {
    boolean[] mask = mask(table);
    int[] rows = new int[mask.length];
    int taken = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        rows[taken++] = i;
      }
    }
    return java.util.Arrays.copyOf(rows, taken);
  }

  /// The rows that pass; the table itself where all do.
  public Table filter(Table table) {
    int[] rows = rowIndices(table);
    return rows.length == table.rows() ? table : table.take(rows);
  }
}
