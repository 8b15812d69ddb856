package org.jpsi.core.io;

/// Numerals in text of any origin, told by one pass over it: patterns that go back and forth would
/// take a time that grows with the square of its length.
public final class Numeral {
  private Numeral() {}

  /// The number of digits 0 to 9 that follow from an index on.
  public static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  /// Whether it is one digit or more, and nothing else.
  public static boolean isDigits(String text) {
    return !text.isEmpty() && digits(text, 0) == text.length();
  }

  /// Whether it is digits after an optional sign.
  public static boolean isWhole(String text) {
    return isDigits(text.substring(sign(text, 0)));
  }

  /// Whether it is a decimal number: `7`, `-1.5`, `.5`, `1.`, `+2e-3`.
  public static boolean isDecimal(String text) {
    int at = sign(text, 0);
    int whole = digits(text, at);
    at += whole;
    int part = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      part = digits(text, at + 1);
      at += 1 + part;
    }
    return whole + part > 0 && exponentEnd(text, at) == text.length();
  }

  /// The index after an exponent that begins at `at`, or `at` where none does.
  static int exponentEnd(String text, int at) {
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      int from = at + 1 + sign(text, at + 1);
      int digits = digits(text, from);
      return digits == 0 ? at : from + digits;
    }
    return at;
  }

  private static int sign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
  }
}
