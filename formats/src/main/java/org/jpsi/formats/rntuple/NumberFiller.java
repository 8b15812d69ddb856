package org.jpsi.formats.rntuple;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Filler of numbers, or of fixed arrays of them. Where some may be missing, they are NaN, and
/// integers become float64.
final class NumberFiller implements ColumnFiller {
  private static final int FIRST = 1 << 18;

  private final FieldColumns columns;
  private final NumberType type;
  private final int width;
  private final String unit;
  private final ColumnReaders readers;
  private Object values;
  private int capacity;
  private int size;

  NumberFiller(
      FieldValues.Numbers numbers, String unit, boolean mayBeMissing, ColumnReaders readers) {
    this.columns = numbers.columns();
    this.type = mayBeMissing && numbers.type().isInteger() ? NumberType.FLOAT64 : numbers.type();
    this.width = numbers.width();
    this.unit = unit;
    this.readers = readers;
    this.values = array(type, 0);
  }

  private static Object array(NumberType type, int length) {
    return Array.newInstance(NumberColumn.arrayType(type).componentType(), length);
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    PageReader reader = readers.of(columns, 0, cluster);
    NumberType stored = Objects.requireNonNull(reader.type().number());
    // the decoder turns float types into one another
    boolean direct = stored == type || !stored.isInteger();
    int left = ItemLimit.sum(0, (long) count * width, 1);
    int[] expected = {left};
    reader.read(
        cluster,
        ItemLimit.product(from, width),
        (long) count * width,
        new PageReader.Sink() {
          @Override
          public void page(byte[] page, int n, int first, int some) {
            room(some, expected[0]);
            if (direct) {
              reader.decoder().numbers(page, n, first, some, values, size);
            } else {
              Object narrow = array(stored, some);
              reader.decoder().numbers(page, n, first, some, narrow, 0);
              NumberConversion.convert(
                  stored, narrow, some, type, values, size, reader.location(cluster));
            }
            size += some;
            expected[0] -= some;
          }

          @Override
          public void zeros(int some) {
            room(some, some);
            size += some;
            expected[0] -= some;
          }
        });
  }

  @Override
  public void appendMissing(int count) {
    int more = ItemLimit.sum(0, (long) count * width, 1);
    room(more, more);
    switch (values) {
      case float[] v -> Arrays.fill(v, size, size + more, Float.NaN);
      case double[] v -> Arrays.fill(v, size, size + more, Double.NaN);
      default -> throw new IllegalStateException("missing " + type);
    }
    size += more;
  }

  /// Makes room for `more` numbers, the first of `expected`. A file may say anything: those that
  /// are only expected get no more room than there are numbers already, beyond a first megabyte.
  private void room(int more, int expected) {
    int needed = ItemLimit.sum(size, more, bytes());
    if (needed > capacity) {
      long likely = Math.min((long) size + expected, Math.max(FIRST, 2L * needed));
      int grown = size == 0 ? needed : ItemLimit.capacity(needed);
      capacity = (int) Math.min(EventSource.MAX_ROWS, Math.max(likely, grown));
      values = resized(capacity);
    }
  }

  private int bytes() {
    return values instanceof float[] || values instanceof int[] ? 4 : 8;
  }

  private Object resized(int length) {
    Object other = array(type, length);
    System.arraycopy(values, 0, other, 0, size);
    return other;
  }

  @Override
  public int rows() {
    return size / width;
  }

  @Override
  public Column column(String name) {
    Object all = capacity == size ? values : resized(size);
    return NumberColumn.of(name, unit, type, width, all);
  }
}
