package org.jpsi.core.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inlined text of an expression: its columns are replaced by what defines them, all else stays as
/// it was written.
final class InlinedText {
  private InlinedText() {}

  static String of(
      String where,
      String text,
      Map<String, Expression> definitions,
      Map<String, Double> constants) {
    List<Token> tokens = Lexer.tokens(where, text);
    StringBuilder inlined = new StringBuilder(text.substring(0, tokens.getFirst().position()));
    // what is too long is refused by who parses it, and must not grow until then
    for (int i = 0; i + 1 < tokens.size() && inlined.length() <= Parser.MAX_LENGTH; i++) {
      String written = text.substring(tokens.get(i).position(), tokens.get(i + 1).position());
      String replacement = replacement(tokens, i, definitions, constants);
      inlined.append(
          replacement == null
              ? written
              : replacement + written.substring(written.stripTrailing().length()));
    }
    return inlined.toString();
  }

  /// What stands for a token; null where it stays.
  private static @Nullable String replacement(
      List<Token> tokens,
      int i,
      Map<String, Expression> definitions,
      Map<String, Double> constants) {
    Token token = tokens.get(i);
    boolean quoted = token.type() == Token.TokenType.QUOTED;
    boolean name = token.type() == Token.TokenType.NAME && !tokens.get(i + 1).is("(");
    if (!quoted && !name) {
      return null;
    }
    if (name && constants.containsKey(token.text())) {
      return number(constants.get(token.text()));
    }
    Expression definition = definitions.get(token.text());
    if (definition == null || (name && Lexer.CONSTANTS.contains(token.text()))) {
      return null;
    }
    return definition.plainColumn().map(Expression::quoted).orElse("(" + definition.text() + ")");
  }

  // As a constant that was given counts: whole ones are integers.
  private static String number(double value) {
    boolean whole = ExpressionNode.Constant.named(value, 0).type() == ValueType.INT64;
    String digits = whole ? Long.toString((long) value) : Double.toString(value);
    return digits.startsWith("-") ? "(" + digits + ")" : digits;
  }
}
