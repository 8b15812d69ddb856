package org.jpsi.core.expression;

/// A word of an expression.
///
/// @param text as it is meant: without quotes and backticks, `and` as `&&`
/// @param at its first character's place in the expression
record Token(TokenType kind, String text, int at) {
  enum TokenType {
    NUMBER,
    NAME,
    /// A name in backticks: always a column.
    QUOTED,
    TEXT,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == TokenType.SIGN && text.equals(sign);
  }

  /// For messages.
  String words() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "the text \"" + shortened() + "\"";
      default -> "`" + shortened() + "`";
    };
  }

  private String shortened() {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
