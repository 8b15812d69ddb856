package org.jpsi.core.expression;

/// Token of an expression.
///
/// @param text without quotes and backticks, `and` as `&&`
/// @param position its first character's place in the expression
record Token(TokenType type, String text, int position) {
  /// Type of a token.
  enum TokenType {
    NUMBER,
    NAME,
    /// A name in backticks: always a column.
    QUOTED,
    TEXT,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return type == TokenType.OPERATOR && text.equals(operator);
  }

  /// The token in words, for messages.
  String describe() {
    return switch (type) {
      case END -> "the end";
      case TEXT -> "the text \"" + shortened() + "\"";
      default -> "`" + shortened() + "`";
    };
  }

  private String shortened() {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
