package org.jpsi.formats.csv;

import java.util.Locale;
import java.util.Set;

/// Cell of a CSV file: its type and value. Numbers do not depend on the locale: digits, a point, an
/// exponent after `e` or, as Fortran writes it, `d`; `inf` and `infinity` in any letter case. What
/// only Java takes for a number (`1f`, `0x1p3`) is text.
final class Cell {
  // Powers of ten that a double holds exactly: with a mantissa below 2^53 one multiplication or
  // division rounds correctly (Clinger, PLDI 1990).
  private static final double[] TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MAX_WORD = 9;
  private static final int EXACT_DIGITS = 15;
  // In lower case: the words of pandas' read_csv, and signs that other tables have.
  private static final Set<String> MISSING =
      Set.of("na", "n/a", "<na>", "#na", "#n/a", "#n/a n/a", "null", "none", "?", "-", "--", ".");
  // The same that may have a sign.
  private static final Set<String> NOT_A_NUMBER = Set.of("nan", "nan(ind)", "1.#ind", "1.#qnan");

  private Cell() {}

  /// Type of a cell.
  enum CellType {
    /// Empty, or a word for a missing value, such as `NA`.
    MISSING,
    /// `true` or `false`, `T` or `F`.
    BOOLEAN,
    INTEGER,
    /// An integer beyond int64 that uint64 holds.
    UNSIGNED,
    /// An integer that neither int64 nor uint64 holds.
    WHOLE,
    NUMBER,
    /// A number with a comma in the place of a point; by itself it may be thousands as well.
    DECIMAL_COMMA,
    TEXT
  }

  /// The type; blanks around a number are ignored.
  static CellType type(String cell) {
    String s = cell.strip();
    int length = s.length();
    if (length == 0) {
      return CellType.MISSING;
    }
    int at = s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
    int whole = digits(s, at);
    int end = at + whole;
    if (whole > 0 && end == length) {
      return whole(s);
    }
    boolean comma = end < length && s.charAt(end) == ',';
    int part = 0;
    if (comma || (end < length && s.charAt(end) == '.')) {
      part = digits(s, end + 1);
      end += 1 + part;
    }
    if (whole + part == 0 || (comma && part == 0)) {
      return word(s, at);
    }
    if (end < length && "eEdD".indexOf(s.charAt(end)) >= 0) {
      int sign = end + 1 < length && "+-".indexOf(s.charAt(end + 1)) >= 0 ? 1 : 0;
      int exponent = digits(s, end + 1 + sign);
      if (exponent == 0) {
        return CellType.TEXT;
      }
      end += 1 + sign + exponent;
    }
    if (end < length) {
      return isMissing(s) ? CellType.MISSING : CellType.TEXT;
    }
    return comma ? CellType.DECIMAL_COMMA : CellType.NUMBER;
  }

  private static CellType word(String s, int at) {
    if (s.length() > MAX_WORD) {
      return CellType.TEXT;
    }
    return switch (s.toLowerCase(Locale.ROOT)) {
      case "true", "false", "t", "f" -> CellType.BOOLEAN;
      default ->
          isInfinite(s.substring(at))
              ? CellType.NUMBER
              : isMissing(s) ? CellType.MISSING : CellType.TEXT;
    };
  }

  /// Whether a number with a comma can only mean a decimal one: `1,5` and `0,125`, where `1,234`
  /// may be 1234.
  static boolean isDecimalForSure(String cell) {
    String s = cell.strip();
    int at = s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
    int comma = s.indexOf(',');
    int part = digits(s, comma + 1);
    return part != 3
        || comma == at
        || comma - at > 3
        || s.charAt(at) == '0'
        || comma + 1 + part < s.length();
  }

  /// A number with a comma, as one with a point.
  static String withPoint(String cell) {
    return cell.replace(',', '.');
  }

  /// The value of `true`, `false`, `T` or `F` in any letter case.
  static boolean truth(String cell) {
    String s = cell.strip();
    if (s.isEmpty() || type(s) != CellType.BOOLEAN) {
      throw new NumberFormatException(cell);
    }
    return (s.charAt(0) | 0x20) == 't';
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

  /// Whether float64 holds an integer that int64 or uint64 holds: it has at most 53 significant
  /// bits.
  static boolean isExact(String cell) {
    if (cell.length() <= EXACT_DIGITS) {
      return true;
    }
    long bits = isNegative(cell) ? -integer(cell) : unsigned(cell);
    int zeros = Long.numberOfLeadingZeros(bits) + Long.numberOfTrailingZeros(bits);
    return Long.SIZE - zeros <= 53;
  }

  /// The nearest double; NaN where the value is missing.
  static double number(String cell) {
    String s = cell.strip();
    if (s.isEmpty()) {
      return Double.NaN;
    }
    double exactDecimal = exactDecimal(s);
    if (!Double.isNaN(exactDecimal)) {
      return exactDecimal;
    }
    char last = s.charAt(s.length() - 1);
    if (last >= '0' && last <= '9' || last == '.' && s.length() > 1 && isDigit(s, 2)) {
      // as Fortran writes exponents
      int d = Math.max(s.indexOf('D'), s.indexOf('d'));
      return Double.parseDouble(d < 0 ? s : s.substring(0, d) + "e" + s.substring(d + 1));
    }
    int sign = s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
    if (isInfinite(s.substring(sign))) {
      return s.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (isMissing(s)) {
      return Double.NaN;
    }
    throw new NumberFormatException(s);
  }

  private static boolean isDigit(String s, int fromEnd) {
    char c = s.charAt(s.length() - fromEnd);
    return c >= '0' && c <= '9';
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
      return isUnsigned(s) ? CellType.UNSIGNED : CellType.WHOLE;
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

  private static boolean isInfinite(String s) {
    return s.equalsIgnoreCase("inf") || s.equalsIgnoreCase("infinity");
  }

  private static boolean isMissing(String s) {
    if (s.length() > MAX_WORD) {
      return false;
    }
    String lower = s.toLowerCase(Locale.ROOT);
    int sign = lower.charAt(0) == '-' || lower.charAt(0) == '+' ? 1 : 0;
    return MISSING.contains(lower) || NOT_A_NUMBER.contains(lower.substring(sign));
  }
}
