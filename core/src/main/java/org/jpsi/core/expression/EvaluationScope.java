package org.jpsi.core.expression;

import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.table.Table;

/// Evaluation scope of an expression: rows `from` to `to` - 1 of a table, and constants.
///
/// @param where the expression stands, for messages
/// @param text of the expression, for messages
record EvaluationScope(
    String where, String text, Table table, Map<String, Double> constants, int from, int to) {
  EvaluationScope rows(int first, int end) {
    return new EvaluationScope(where, text, table, constants, first, end);
  }

  int size() {
    return to - from;
  }

  /// Requires that a node of the expression has this type.
  ///
  /// @param what requires it, such as ` on both sides of +`
  void require(ExpressionNode node, ExpressionNode.ValueType type, String what) {
    if (node.type(this) != type) {
      throw typeError(node, type, what);
    }
  }

  InputException typeError(ExpressionNode node, ExpressionNode.ValueType type, String what) {
    return error()
        .expected((type == ExpressionNode.ValueType.NUMBER ? "a number" : "text") + what)
        .found((type == ExpressionNode.ValueType.NUMBER ? "text" : "a number"))
        .remedy("text can only be compared, by == and !=, with text")
        .excerpt(text, node.position())
        .exception();
  }

  InputException.Builder error() {
    return InputException.at(new Place.Named(where), new Place.OnTable(table.origin()));
  }
}
