package org.jpsi.core.event;

import java.util.Map;
import org.jpsi.core.input.InputException;

/// Where an expression is evaluated: rows `from` to `to` of a table, and constants.
///
/// @param where the expression stands, for messages
/// @param text of the expression, for messages
record Scope(
    String where, String text, Table table, Map<String, Double> constants, int from, int to) {
  Scope rows(int first, int end) {
    return new Scope(where, text, table, constants, first, end);
  }

  int size() {
    return to - from;
  }

  /// Refuses a part of the expression of another kind.
  ///
  /// @param what wants it, such as ` on both sides of +`
  void want(Node node, Node.Kind kind, String what) {
    if (node.kind(this) != kind) {
      throw refusal(node, kind, what);
    }
  }

  InputException refusal(Node node, Node.Kind kind, String what) {
    return wrong()
        .expected((kind == Node.Kind.NUMBER ? "a number" : "text") + what)
        .found((kind == Node.Kind.NUMBER ? "text" : "a number"))
        .remedy("text can only be compared, by == and !=, with text")
        .shows(text, node.at())
        .exception();
  }

  InputException.Message wrong() {
    return InputException.at(where + " on " + table.origin());
  }
}
