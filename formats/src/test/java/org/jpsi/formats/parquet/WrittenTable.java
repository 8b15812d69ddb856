package org.jpsi.formats.parquet;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Fixtures;

/// Tables that are written: every type, lists, lists of lists.
final class WrittenTable {
  private WrittenTable() {}

  /// Columns of every type, flat and as lists, with empty ones, of rows as many.
  static Table of(int rows) {
    List<Column> columns = new ArrayList<>(Fixtures.everyType(rows).columns());
    columns.add(jagged("lists", rows, NumberColumn.of("", "GeV", new float[0])));
    columns.add(jagged("ids", rows, NumberColumn.of("", "", new long[0])));
    columns.add(jagged("flags", rows, NumberColumn.of("", "", NumberType.BOOL, 1, new int[0])));
    columns.add(jagged("names é", rows, new TextColumn("", new String[0])));
    JaggedColumn outer = jagged("deep", rows, NumberColumn.of("", "", new int[0]));
    int lists = outer.items().rows();
    JaggedColumn inner = jagged("deep", lists, NumberColumn.of("", "", new int[0]));
    columns.add(JaggedColumn.of("deep", outer.offsets(), inner));
    return Table.of("written", columns);
  }

  private static JaggedColumn jagged(String name, int rows, Column like) {
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + (i * 7 + name.length()) % 4;
    }
    int n = offsets[rows];
    Column items =
        switch (like) {
          case TextColumn _ -> {
            String[] words = new String[n];
            for (int i = 0; i < n; i++) {
              words[i] = i % 3 == 0 ? "" : "é" + i;
            }
            yield new TextColumn(name, words);
          }
          case NumberColumn numbers -> {
            long[] longs = new long[n];
            int[] ints = new int[n];
            float[] floats = new float[n];
            for (int i = 0; i < n; i++) {
              longs[i] = i == 0 ? Long.MAX_VALUE : -i;
              ints[i] = i % 2;
              floats[i] = i % 5 == 1 ? Float.NaN : i / 3f;
            }
            Object values =
                numbers.array() instanceof float[]
                    ? floats
                    : numbers.array() instanceof long[] ? longs : ints;
            yield NumberColumn.of(name, numbers.unit(), numbers.type(), 1, values);
          }
          case JaggedColumn other -> throw new IllegalStateException(other.name());
        };
    return JaggedColumn.of(name, offsets, items);
  }
}
