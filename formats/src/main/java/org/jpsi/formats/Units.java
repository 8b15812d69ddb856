package org.jpsi.formats;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A name with its unit, as one writes it on an axis: `m_bb [GeV]`. So units travel in the titles
/// of ROOT branches and in the header of a CSV file; `[1]` is a number without dimension, `[]` says
/// that nothing is known.
///
/// @param unit empty where none is told
public record Units(String name, String unit) {
  // a blank before the bracket, or else `x[3]`, an array, would have the unit 3
  private static final Pattern FORM =
      Pattern.compile("(.*\\S)\\s+\\[([^\\[\\]\\s]{0,24})]", Pattern.DOTALL);

  /// Splits `name [unit]`.
  public static Units parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches() ? new Units(m.group(1), m.group(2)) : new Units(text, "");
  }

  /// The text that {@link #parse} gives back as this.
  public String text() {
    if (!unit.isEmpty()) {
      return name + " [" + unit + "]";
    }
    return FORM.matcher(name).matches() ? name + " []" : name;
  }
}
