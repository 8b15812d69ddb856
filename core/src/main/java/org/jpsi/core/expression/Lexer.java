package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;

/// Cuts an expression into words.
final class Lexer {
  static final Set<String> CONSTANTS = Set.of("true", "false", "pi");
  private static final Map<String, String> WORDS = Map.of("and", "&&", "or", "||", "not", "!");
  private static final List<String> SIGNS =
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
  private int at;

  private Lexer(String where, String text) {
    this.where = where;
    this.text = text;
  }

  static List<Token> words(String where, String text) {
    Lexer lexer = new Lexer(where, text);
    List<Token> words = new ArrayList<>();
    do {
      words.add(lexer.next());
    } while (words.getLast().kind() != Token.TokenType.END);
    return words;
  }

  /// Whether a column's name can stand in an expression without backticks.
  static boolean plain(String name) {
    if (name.isEmpty() || CONSTANTS.contains(name) || WORDS.containsKey(name)) {
      return false;
    }
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()
          || !begins(part.charAt(0))
          || !part.chars().allMatch(c -> goesOn((char) c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean goesOn(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private Token next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Token.TokenType.END, "", at);
    }
    char c = text.charAt(at);
    if (begins(c)) {
      return name();
    }
    if (digit(at) || (c == '.' && digit(at + 1))) {
      return number();
    }
    if (c == '`') {
      return quoted('`', Token.TokenType.QUOTED, "a closing backtick");
    }
    if (c == '"' || c == '\'') {
      return quoted(c, Token.TokenType.TEXT, "a closing " + c);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return new Token(Token.TokenType.SIGN, sign, at - sign.length());
      }
    }
    InputException.Message message =
        InputException.at(where)
            .expected("a name, a number or an operator")
            .found("`" + Character.toString(text.codePointAt(at)) + "`");
    String hint = HINTS.get(c);
    throw (hint == null ? message : message.remedy(hint)).shows(text, at).exception();
  }

  private boolean digit(int place) {
    return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
  }

  private Token name() {
    int from = at;
    names();
    // branch.leaf, and TMath::Abs
    while (true) {
      int skip = text.startsWith("::", at) ? 2 : text.startsWith(".", at) ? 1 : 0;
      if (skip == 0 || at + skip >= text.length() || !begins(text.charAt(at + skip))) {
        break;
      }
      at += skip;
      names();
    }
    String name = text.substring(from, at);
    String sign = WORDS.get(name);
    return sign == null
        ? new Token(Token.TokenType.NAME, name, from)
        : new Token(Token.TokenType.SIGN, sign, from);
  }

  private void names() {
    while (at < text.length() && goesOn(text.charAt(at))) {
      at++;
    }
  }

  private Token number() {
    int from = at;
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 1;
      if (digit(at + sign)) {
        at += sign;
        digits();
      }
    }
    if (at < text.length() && goesOn(text.charAt(at))) {
      throw InputException.at(where)
          .expected("an operator after the number " + text.substring(from, at))
          .found("`" + text.charAt(at) + "`")
          .remedy("write * to multiply; a name that begins with a digit stands in `backticks`")
          .shows(text, at)
          .exception();
    }
    String number = text.substring(from, at);
    if (Double.isInfinite(Double.parseDouble(number))) {
      throw InputException.at(where)
          .expected("a number up to 1.8e308")
          .found(number)
          .shows(text, from)
          .exception();
    }
    return new Token(Token.TokenType.NUMBER, number, from);
  }

  private void digits() {
    while (digit(at)) {
      at++;
    }
  }

  private Token quoted(char quote, Token.TokenType kind, String closing) {
    int from = at++;
    StringBuilder inside = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      inside.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw InputException.at(where)
          .expected(closing)
          .found("the end")
          .shows(text, from)
          .exception();
    }
    at++;
    return new Token(kind, inside.toString(), from);
  }
}
