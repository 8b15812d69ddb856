package org.jpsi.formats;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name with unit, as on an axis: `m_bb [GeV]`. So units are kept in the titles of ROOT branches
/// and in the header of a CSV file; `[1]` is a dimensionless number, `[]` an unknown unit.
///
/// @param unit empty where unknown
public record NameWithUnit(String name, String unit) {
  // a blank before the bracket, or else `x[3]`, an array, would have the unit 3
  private static final Pattern FORM =
      Pattern.compile("(.*\\S)\\s+\\[([^\\[\\]\\s]{0,24})]", Pattern.DOTALL);

  /// Splits `name [unit]`.
  public static NameWithUnit parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches() ? new NameWithUnit(m.group(1), m.group(2)) : new NameWithUnit(text, "");
  }

  /// The text that {@link #parse} turns into an equal record.
  public String text() {
    if (!unit.isEmpty()) {
      return name + " [" + unit + "]";
    }
    return FORM.matcher(name).matches() ? name + " []" : name;
  }
}
