package org.jpsi.formats;

/// Name with unit, as on an axis: `m_bb [GeV]`. So units are kept in the titles of ROOT branches
/// and in the header of a CSV file; `[1]` is a dimensionless number, `[]` an unknown unit.
///
/// @param unit empty where unknown
public record NameWithUnit(String name, String unit) {
  private static final int MAX_UNIT = 24;

  /// Splits `name [unit]`.
  public static NameWithUnit parse(String text) {
    int open = open(text);
    if (open < 0) {
      return new NameWithUnit(text, "");
    }
    int end = open;
    while (isBlank(text.charAt(end - 1))) {
      end--;
    }
    return new NameWithUnit(text.substring(0, end), text.substring(open + 1, text.length() - 1));
  }

  /// Where the bracket of the unit opens; -1 where there is none.
  private static int open(String text) {
    int open = text.lastIndexOf('[');
    // a blank before the bracket, or else `x[3]`, an array, would have the unit 3
    if (!text.endsWith("]") || open < 2 || !isBlank(text.charAt(open - 1))) {
      return -1;
    }
    String unit = text.substring(open + 1, text.length() - 1);
    boolean one = unit.chars().noneMatch(c -> c == ']' || isBlank((char) c));
    return one && unit.length() <= MAX_UNIT && !isBlank(text, open) ? open : -1;
  }

  private static boolean isBlank(String text, int end) {
    return text.chars().limit(end).allMatch(c -> isBlank((char) c));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /// The text that {@link #parse} turns into an equal record.
  public String text() {
    if (!unit.isEmpty()) {
      return name + " [" + unit + "]";
    }
    return open(name) >= 0 ? name + " []" : name;
  }
}
