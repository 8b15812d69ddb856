package org.jpsi.core.table;

import java.util.Arrays;

/// Column of text, such as class labels in a CSV file. Expressions can compare text, but not
/// compute with it.
public final class TextColumn implements Column {
  private final String name;
  private final String[] values;
  private final String reason;

  /// The array is kept, not copied.
  public TextColumn(String name, String[] values) {
    this(name, values, "");
  }

  /// A column that is text since its values cannot be read as numbers.
  ///
  /// @param reason in words: `line 9 has ...`; empty where nobody expects numbers
  public TextColumn(String name, String[] values, String reason) {
    this.name = name;
    this.values = values;
    this.reason = reason;
  }

  /// The reason why values that look like numbers are text; empty where they do not.
  public String reason() {
    return reason;
  }

  public String value(int row) {
    return values[row];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unit() {
    return "";
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public TextColumn slice(int from, int to) {
    return new TextColumn(name, Arrays.copyOfRange(values, from, to), reason);
  }

  @Override
  public TextColumn take(int[] rows) {
    String[] taken = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken[i] = values[rows[i]];
    }
    return new TextColumn(name, taken, reason);
  }

  @Override
  public TextColumn withName(String other) {
    return new TextColumn(other, values, reason);
  }

  @Override
  public String typeName() {
    return "text";
  }
}
