package org.jpsi.core.table;

import java.util.Arrays;

/// Jagged column: a varying number of items per event, such as the transverse momenta of its jets.
/// The items of all events lie in one column, which may be of numbers, of text, or jagged itself;
/// offsets tell where those of each event begin.
public final class JaggedColumn implements Column {
  private final int[] offsets;
  private final Column items;

  private JaggedColumn(int[] offsets, Column items) {
    this.offsets = offsets;
    this.items = items;
  }

  /// A column of `offsets.length - 1` events. The array is kept, not copied.
  ///
  /// @param offsets the items of event `i` are those from `offsets[i]` to `offsets[i + 1]` - 1: the
  ///   first offset is 0, none is smaller than the one before, the last is the number of items
  /// @param items of all events, one after the other; their unit is that of the column
  /// @throws IllegalArgumentException where the offsets do not fit the items
  public static JaggedColumn of(String name, int[] offsets, Column items) {
    int n = offsets.length;
    if (n == 0 || offsets[0] != 0 || offsets[n - 1] != items.rows()) {
      throw new IllegalArgumentException(
          "column "
              + name
              + ": offsets "
              + (n == 0 ? "of no event" : "from " + offsets[0] + " to " + offsets[n - 1])
              + " for "
              + items.rows()
              + " items");
    }
    for (int i = 1; i < n; i++) {
      if (offsets[i] < offsets[i - 1]) {
        throw new IllegalArgumentException(
            "column " + name + ": offset " + offsets[i] + " after " + offsets[i - 1]);
      }
    }
    return new JaggedColumn(offsets, items.withName(name));
  }

  /// The items of all events.
  public Column items() {
    return items;
  }

  /// The items of one event, copied.
  public Column items(int row) {
    return items.slice(offsets[row], offsets[row + 1]);
  }

  /// The number of items of one event.
  public int count(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /// The offsets themselves (see {@link #of}): not to be modified.
  public int[] offsets() {
    return offsets;
  }

  @Override
  public String name() {
    return items.name();
  }

  @Override
  public String unit() {
    return items.unit();
  }

  @Override
  public int rows() {
    return offsets.length - 1;
  }

  @Override
  public JaggedColumn slice(int from, int to) {
    int[] part = Arrays.copyOfRange(offsets, from, to + 1);
    int first = part[0];
    for (int i = 0; i < part.length; i++) {
      part[i] -= first;
    }
    return new JaggedColumn(part, items.slice(offsets[from], offsets[to]));
  }

  @Override
  public JaggedColumn take(int[] rows) {
    int[] taken = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      taken[i + 1] = Math.addExact(taken[i], count(rows[i]));
    }
    int[] places = new int[taken[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < count(rows[i]); k++) {
        places[taken[i] + k] = offsets[rows[i]] + k;
      }
    }
    return new JaggedColumn(taken, items.take(places));
  }

  @Override
  public JaggedColumn withName(String other) {
    return new JaggedColumn(offsets, items.withName(other));
  }

  /// That of the items with brackets: `float32[]`, `text[][]`, `float32[][3]` of arrays.
  @Override
  public String typeName() {
    String type = items.typeName();
    int bracket = type.indexOf('[');
    return bracket < 0 ? type + "[]" : type.substring(0, bracket) + "[]" + type.substring(bracket);
  }
}
