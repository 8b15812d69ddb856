package org.jpsi.formats.csv;

/// Cell of a CSV file: its type and value. Numbers do not depend on the locale: digits, a point, an
/// exponent; `nan` and `inf` in any letter case. What only Java takes for a number (`1f`, `0x1p3`)
/// is text.
final class Cell {
  // Powers of ten that a double holds exactly: with a mantissa below 2^53 one multiplication or
  // division rounds correctly (Clinger, PLDI 1990).
  private static final double[] TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Cell() {}

  /// Type of a cell.
  enum CellType {
    EMPTY,
    INTEGER,
    /// An integer beyond int64 that uint64 holds.
    UNSIGNED,
    NUMBER,
    TEXT
  }

  /// The type; blanks around a number are ignored.
  static CellType type(String cell) {
    String s = cell.strip();
    if (s.isEmpty()) {
      return CellType.EMPTY;
    }
    int at = s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
    int whole = digits(s, at);
    int end = at + whole;
    if (whole > 0 && end == s.length()) {
      return whole(s);
    }
    int part = 0;
    if (end < s.length() && s.charAt(end) == '.') {
      part = digits(s, end + 1);
      end += 1 + part;
    }
    if (whole + part == 0) {
      return special(s.substring(at)).isEmpty() ? CellType.TEXT : CellType.NUMBER;
    }
    if (end < s.length() && (s.charAt(end) | 0x20) == 'e') {
      int sign = end + 1 < s.length() && "+-".indexOf(s.charAt(end + 1)) >= 0 ? 1 : 0;
      int exponent = digits(s, end + 1 + sign);
      if (exponent == 0) {
        return CellType.TEXT;
      }
      end += 1 + sign + exponent;
    }
    return end == s.length() ? CellType.NUMBER : CellType.TEXT;
  }

  /// Whether an integer is negative.
  static boolean isNegative(String cell) {
    return cell.strip().startsWith("-") && integer(cell) < 0;
  }

  static long integer(String cell) {
    return Long.parseLong(cell.strip());
  }

  /// The bits of an integer that is not negative.
  static long unsigned(String cell) {
    String s = cell.strip();
    return s.startsWith("-") ? Long.parseLong(s) : Long.parseUnsignedLong(s);
  }

  /// The nearest double.
  static double number(String cell) {
    String s = cell.strip();
    if (s.isEmpty()) {
      return Double.NaN;
    }
    double exactDecimal = exactDecimal(s);
    if (!Double.isNaN(exactDecimal)) {
      return exactDecimal;
    }
    int sign = s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
    String special = special(s.substring(sign));
    if (!special.isEmpty()) {
      double value = Double.parseDouble(special);
      return s.charAt(0) == '-' ? -value : value;
    }
    return Double.parseDouble(s);
  }

  /// The value of a short decimal number, as most are; NaN for any other.
  private static double exactDecimal(String s) {
    long mantissa = 0;
    int seen = 0;
    int point = -1;
    int at = s.charAt(0) == '-' ? 1 : 0;
    for (int i = at; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c >= '0' && c <= '9') {
        mantissa = 10 * mantissa + (c - '0');
        seen++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    if (seen == 0 || seen > 15) {
      return Double.NaN;
    }
    double value = point < 0 ? mantissa : mantissa / TEN[s.length() - 1 - point];
    return at == 1 ? -value : value;
  }

  private static int digits(String s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static CellType whole(String s) {
    if (s.length() < 19) {
      return CellType.INTEGER;
    }
    try {
      Long.parseLong(s);
      return CellType.INTEGER;
    } catch (NumberFormatException beyondInt64) {
      return isUnsigned(s) ? CellType.UNSIGNED : CellType.NUMBER;
    }
  }

  private static boolean isUnsigned(String s) {
    try {
      Long.parseUnsignedLong(s);
      return true;
    } catch (NumberFormatException beyondUint64) {
      return false;
    }
  }

  private static String special(String s) {
    if (s.equalsIgnoreCase("nan")) {
      return "NaN";
    }
    return s.equalsIgnoreCase("inf") || s.equalsIgnoreCase("infinity") ? "Infinity" : "";
  }
}
