package org.jpsi.formats.csv;

/// Meaning of a cell that is no number and yet has digits, in words for messages: a date, a
/// hexadecimal number, separators of thousands, a number with a unit.
final class CellMeaning {
  private CellMeaning() {}

  /// Words that can follow "line 2 has `1f`"; empty where it is any text.
  static String of(String cell) {
    if (isDate(cell)) {
      return ", a date; write a number, such as seconds since 1970";
    }
    if (isHexadecimal(cell)) {
      return ", a hexadecimal number; write a decimal one";
    }
    if (isGrouped(cell)) {
      return ", a number with separators; write its digits alone, with a decimal point";
    }
    int end = numberEnd(cell);
    boolean apart = end > 0 && end < cell.length() && " %".indexOf(cell.charAt(end)) >= 0;
    return apart && isUnit(cell.substring(end).strip())
        ? ", a number with a unit; write the number, and the unit into the header, as in `pt [GeV]`"
        : "";
  }

  /// Two or three groups of digits between `-`, `/` or `.`, perhaps with a time behind.
  private static boolean isDate(String s) {
    int groups = 0;
    int digits = 0;
    char separator = 0;
    boolean year = false;
    for (int i = 0; i <= s.length(); i++) {
      char c = i < s.length() ? s.charAt(i) : ' ';
      if (isDigit(c)) {
        digits++;
        continue;
      }
      if (digits == 0 || digits > 4 || digits == 3) {
        return false;
      }
      year |= digits == 4;
      groups++;
      digits = 0;
      if (groups == 3) {
        return (c == ' ' || c == 'T') && (year || separator == '/');
      }
      if (c != '-' && c != '/' && c != '.' || separator != 0 && c != separator) {
        return false;
      }
      separator = c;
    }
    return false;
  }

  private static boolean isHexadecimal(String s) {
    if (s.length() < 3 || s.charAt(0) != '0' || (s.charAt(1) | 0x20) != 'x') {
      return false;
    }
    return s.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }

  /// Digits in groups, between which are blanks, commas, points, underscores or apostrophes.
  private static boolean isGrouped(String s) {
    boolean digit = false;
    int separators = 0;
    for (int i = s.startsWith("-") || s.startsWith("+") ? 1 : 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean separator = " ,._'\u00A0\u202F\u2019".indexOf(c) >= 0;
      if (!isDigit(c) && !(separator && digit)) {
        return false;
      }
      separators += separator ? 1 : 0;
      digit = isDigit(c);
    }
    return digit && separators > 0;
  }

  private static int numberEnd(String s) {
    int end = 0;
    while (end < s.length() && (isDigit(s.charAt(end)) || ".+-".indexOf(s.charAt(end)) >= 0)) {
      end++;
    }
    return end > 0 && isDigit(s.charAt(end - 1)) ? end : 0;
  }

  private static boolean isUnit(String s) {
    return !s.isEmpty()
        && s.length() <= 8
        && s.chars().allMatch(c -> Character.isLetter(c) || c == '%' || c == '/' || c == '^');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
