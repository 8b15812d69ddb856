package org.jpsi.core.expression;

import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.table.Table;

/// Where an expression is evaluated: rows `from` to `to` of a table, and constants.
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

  /// Refuses a part of the expression of another kind.
  ///
  /// @param what wants it, such as ` on both sides of +`
  void want(ExpressionNode node, ExpressionNode.ValueType kind, String what) {
    if (node.type(this) != kind) {
      throw refusal(node, kind, what);
    }
  }

  InputException refusal(ExpressionNode node, ExpressionNode.ValueType kind, String what) {
    return wrong()
        .expected((kind == ExpressionNode.ValueType.NUMBER ? "a number" : "text") + what)
        .found((kind == ExpressionNode.ValueType.NUMBER ? "text" : "a number"))
        .remedy("text can only be compared, by == and !=, with text")
        .shows(text, node.position())
        .exception();
  }

  InputException.Message wrong() {
    return InputException.at(new Place.Named(where), new Place.On(table.origin()));
  }
}
