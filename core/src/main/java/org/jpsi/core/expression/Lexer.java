package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;

/// Lexer of expressions: text to tokens.
final class Lexer {
  static final Set<String> CONSTANTS = Set.of("true", "false", "pi");
  private static final Map<String, String> KEYWORDS = Map.of("and", "&&", "or", "||", "not", "!");
  private static final List<String> OPERATORS =
      List.of(
          "**", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "^", "<", ">", "!",
          "(", ")", "[", "]", ",", "?", ":");
  private static final Map<Character, String> HINTS =
      Map.of(
          '=', "compare with ==",
          '&', "the logical and is &&",
          '|', "the logical or is ||",
          '$', "write a name that is no identifier in `backticks`",
          '#', "write a name that is no identifier in `backticks`",
          '@', "write a name that is no identifier in `backticks`",
          '~', "the logical not is !",
          '{', "use round parentheses",
          '}', "use round parentheses");

  private final String where;
  private final String text;
  private int position;

  private Lexer(String where, String text) {
    this.where = where;
    this.text = text;
  }

  static List<Token> tokens(String where, String text) {
    Lexer lexer = new Lexer(where, text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().type() != Token.TokenType.END);
    return tokens;
  }

  /// Whether a column's name needs no backticks in an expression.
  static boolean isIdentifier(String name) {
    if (name.isEmpty() || CONSTANTS.contains(name) || KEYWORDS.containsKey(name)) {
      return false;
    }
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()
          || !isIdentifierStart(part.charAt(0))
          || !part.chars().allMatch(c -> isIdentifierPart((char) c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIdentifierStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isIdentifierPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private Token next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    if (position == text.length()) {
      return new Token(Token.TokenType.END, "", position);
    }
    char c = text.charAt(position);
    if (isIdentifierStart(c)) {
      return name();
    }
    if (isDigit(position) || (c == '.' && isDigit(position + 1))) {
      return number();
    }
    if (c == '`') {
      return quoted('`', Token.TokenType.QUOTED, "a closing backtick");
    }
    if (c == '"' || c == '\'') {
      return quoted(c, Token.TokenType.TEXT, "a closing " + c);
    }
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, position)) {
        position += operator.length();
        return new Token(Token.TokenType.OPERATOR, operator, position - operator.length());
      }
    }
    InputException.Builder message =
        InputException.at(where)
            .expected("a name, a number or an operator")
            .found("`" + Character.toString(text.codePointAt(position)) + "`");
    String hint = HINTS.get(c);
    throw (hint == null ? message : message.remedy(hint)).excerpt(text, position).exception();
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private Token name() {
    int from = position;
    skipIdentifier();
    // branch.leaf, and TMath::Abs
    while (true) {
      int skip = text.startsWith("::", position) ? 2 : text.startsWith(".", position) ? 1 : 0;
      if (skip == 0
          || position + skip >= text.length()
          || !isIdentifierStart(text.charAt(position + skip))) {
        break;
      }
      position += skip;
      skipIdentifier();
    }
    // TTreeFormula's functions of arrays, as in Sum$(x)
    if (text.startsWith("$(", position)) {
      position++;
    }
    String name = text.substring(from, position);
    String operator = KEYWORDS.get(name);
    return operator == null
        ? new Token(Token.TokenType.NAME, name, from)
        : new Token(Token.TokenType.OPERATOR, operator, from);
  }

  private void skipIdentifier() {
    while (position < text.length() && isIdentifierPart(text.charAt(position))) {
      position++;
    }
  }

  private Token number() {
    int from = position;
    skipDigits();
    if (position < text.length() && text.charAt(position) == '.') {
      position++;
      skipDigits();
    }
    if (position < text.length()
        && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
      int sign =
          position + 1 < text.length() && "+-".indexOf(text.charAt(position + 1)) >= 0 ? 2 : 1;
      if (isDigit(position + sign)) {
        position += sign;
        skipDigits();
      }
    }
    if (position < text.length() && isIdentifierPart(text.charAt(position))) {
      throw InputException.at(where)
          .expected("an operator after the number " + text.substring(from, position))
          .found("`" + text.charAt(position) + "`")
          .remedy("write * to multiply; a name that begins with a digit stands in `backticks`")
          .excerpt(text, position)
          .exception();
    }
    String number = text.substring(from, position);
    if (Double.isInfinite(Double.parseDouble(number))) {
      throw InputException.at(where)
          .expected("a number up to 1.8e308")
          .found(number)
          .excerpt(text, from)
          .exception();
    }
    return new Token(Token.TokenType.NUMBER, number, from);
  }

  private void skipDigits() {
    while (isDigit(position)) {
      position++;
    }
  }

  private Token quoted(char quote, Token.TokenType type, String closing) {
    int from = position++;
    StringBuilder inside = new StringBuilder();
    while (position < text.length() && text.charAt(position) != quote) {
      if (text.charAt(position) == '\\' && position + 1 < text.length()) {
        position++;
      }
      inside.append(text.charAt(position++));
    }
    if (position == text.length()) {
      throw InputException.at(where)
          .expected(closing)
          .found("the end")
          .excerpt(text, from)
          .exception();
    }
    position++;
    return new Token(type, inside.toString(), from);
  }
}
