package org.jpsi.formats;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Tables with lists.
public final class Lists {
  private Lists() {}

  /// A column of 0 to 4 numbers per event, and one more from an event on.
  public static JaggedColumn floats(String name, int rows, int longerFrom) {
    int[] offsets = offsets(rows, longerFrom);
    float[] values = new float[offsets[rows]];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.25f;
    }
    return JaggedColumn.of(name, offsets, NumberColumn.of(name, "GeV", values));
  }

  private static int[] offsets(int rows, int longerFrom) {
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + i * 7 % 5 + (i < longerFrom || longerFrom == 0 ? 0 : 1);
    }
    return offsets;
  }

  /// Lists of the columns of {@link Fixtures#everyType}: of some event, of none, of many; and lists
  /// of lists of them.
  public static Table everyType(int rows) {
    List<Column> columns = new ArrayList<>(Fixtures.everyType(rows).columns());
    int[] offsets = offsets(rows, 0);
    for (Column items : Fixtures.everyType(offsets[rows]).columns()) {
      columns.add(JaggedColumn.of("L_" + items.name(), offsets, items));
    }
    int[] inner = new int[offsets[rows] + 1];
    for (int i = 1; i < inner.length; i++) {
      inner[i] = inner[i - 1] + i % 3;
    }
    for (Column items : Fixtures.everyType(inner[inner.length - 1]).columns()) {
      if (!items.name().equals("vector")) {
        Column lists = JaggedColumn.of("LL_" + items.name(), inner, items);
        columns.add(JaggedColumn.of("LL_" + items.name(), offsets, lists));
      }
    }
    return Table.of("lists of every type", columns);
  }
}
