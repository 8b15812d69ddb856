package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// A source of any length, whose values are computed when they are asked for: `x` is the entry as
/// float64, `evt` as int64, `id` as uint64 above 2^63, `charge` is int8, `name` text. It notes what
/// was read.
final class ComputedSource implements EventSource {
  final List<String> read = new ArrayList<>();
  private final String origin;
  private final long entries;

  ComputedSource(String origin, long entries) {
    this.origin = origin;
    this.entries = entries;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<Column> columns() {
    return columns(0, 0);
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries);
    read.add(String.join(" ", columns) + " " + first + "+" + count);
    Table all = Table.of(origin, columns(first, count));
    return Table.of(origin, columns.stream().map(all::column).toList());
  }

  private static List<Column> columns(long first, int count) {
    double[] x = new double[count];
    long[] evt = new long[count];
    long[] id = new long[count];
    int[] charge = new int[count];
    String[] name = new String[count];
    for (int i = 0; i < count; i++) {
      x[i] = first + i;
      evt[i] = first + i;
      id[i] = first + i + Long.MIN_VALUE;
      charge[i] = (int) ((first + i) % 3 - 1);
      name[i] = charge[i] < 0 ? "e-" : charge[i] > 0 ? "e+" : "gamma";
    }
    return List.of(
        NumberColumn.of("x", "GeV", x),
        NumberColumn.of("evt", "", evt),
        NumberColumn.of("id", "", NumberType.UINT64, 1, id),
        NumberColumn.of("charge", "e", NumberType.INT8, 1, charge),
        new TextColumn("name", name));
  }
}
