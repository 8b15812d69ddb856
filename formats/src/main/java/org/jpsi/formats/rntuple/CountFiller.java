package org.jpsi.formats.rntuple;

import java.util.Arrays;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Filler of the numbers of items of a collection.
final class CountFiller implements ColumnFiller {
  private final FieldValues.Counts field;
  private final boolean mayBeMissing;
  private final ColumnReaders readers;
  // -1 where it is missing
  private long[] counts = new long[0];
  private int size;

  CountFiller(FieldValues.Counts field, boolean mayBeMissing, ColumnReaders readers) {
    this.field = field;
    this.mayBeMissing = mayBeMissing;
    this.readers = readers;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    long[] ends = readers.ends(field.columns(), cluster, from, count);
    room(count);
    for (int i = 0; i < count; i++) {
      counts[size++] = ends[i + 1] - ends[i];
    }
  }

  @Override
  public void appendMissing(int count) {
    room(count);
    Arrays.fill(counts, size, size + count, -1);
    size += count;
  }

  private void room(int more) {
    int needed = ItemLimit.sum(size, more, Long.BYTES);
    if (needed > counts.length) {
      counts = Arrays.copyOf(counts, size == 0 ? needed : ItemLimit.capacity(needed));
    }
  }

  @Override
  public int rows() {
    return size;
  }

  @Override
  public Column column(String name) {
    if (mayBeMissing) {
      double[] numbers = new double[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = counts[i] < 0 ? Double.NaN : counts[i];
      }
      return NumberColumn.of(name, "", NumberType.FLOAT64, 1, numbers);
    }
    return NumberColumn.of(name, "", field.type(), 1, Arrays.copyOf(counts, size));
  }
}
