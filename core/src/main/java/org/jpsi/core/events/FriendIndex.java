package org.jpsi.core.events;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;

/// Index of a friend (TTreeIndex): its entries by the values of some columns of integers. Of
/// several entries with the same values, the first is found; ROOT does not say which.
final class FriendIndex {
  private static final int BLOCK = EventBlock.SIZE;

  private final List<long[]> keys;
  private final int[] order;

  private FriendIndex(List<long[]> keys, int[] order) {
    this.keys = keys;
    this.order = order;
  }

  static FriendIndex of(EventSource friend, List<String> by) {
    List<long[]> keys = keys(friend, by);
    int n = keys.getFirst().length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                ((Comparator<Integer>) (a, b) -> compare(keys, a, keys, b))
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(i -> i)
            .toArray();
    return new FriendIndex(keys, order);
  }

  /// How many entries have the values of one before them, and so are never found.
  long duplicates() {
    return IntStream.range(1, order.length)
        .filter(i -> compare(keys, order[i - 1], keys, order[i]) == 0)
        .count();
  }

  /// The friend's entry of each entry of a source; -1 where it has none.
  int[] entries(EventSource source, List<String> by) {
    List<long[]> wanted = keys(source, by);
    int[] entries = new int[wanted.getFirst().length];
    Arrays.setAll(entries, i -> find(wanted, i));
    return entries;
  }

  private int find(List<long[]> wanted, int i) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(keys, order[middle], wanted, i) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < order.length && compare(keys, order[low], wanted, i) == 0 ? order[low] : -1;
  }

  private static int compare(List<long[]> a, int i, List<long[]> b, int j) {
    for (int k = 0; k < a.size(); k++) {
      int order = Long.compare(a.get(k)[i], b.get(k)[j]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<long[]> keys(EventSource source, List<String> by) {
    if (source.entries() > EventSource.MAX_ROWS) {
      throw InputException.at(source.origin())
          .expected("at most " + EventSource.MAX_ROWS + " events, to find friends by their values")
          .found(Long.toString(source.entries()))
          .exception();
    }
    int n = (int) source.entries();
    List<long[]> keys = by.stream().map(column -> new long[n]).toList();
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      Table block = source.read(by, from, count);
      for (int k = 0; k < by.size(); k++) {
        NumberColumn column = integers(source, block.column(by.get(k)));
        for (int i = 0; i < count; i++) {
          keys.get(k)[from + i] = integer(source, column, i, from + i);
        }
      }
    }
    return keys;
  }

  /// Requires a column of single numbers, which an index can have.
  static NumberColumn integers(EventSource source, Column column) {
    if (column instanceof NumberColumn numbers && numbers.width() == 1) {
      return numbers;
    }
    throw InputException.at(source.origin())
        .expected("integers in column " + column.name() + ", by which a friend is found")
        .found(column.typeName())
        .remedy("name columns such as run and event in `by`")
        .exception();
  }

  private static long integer(EventSource source, NumberColumn column, int row, long entry) {
    if (column.type().isInteger()) {
      long value = column.integer(row, 0);
      if (value >= 0 || column.type() != NumberType.UINT64) {
        return value;
      }
    } else {
      double value = column.value(row);
      if (value == Math.rint(value) && Math.abs(value) <= 0x1p53) {
        return (long) value;
      }
    }
    throw InputException.at(source.origin())
        .expected("integers up to 2^63 in column " + column.name() + ", by which a friend is found")
        .found(
            (column.type().isInteger()
                    ? Long.toUnsignedString(column.integer(row, 0))
                    : Double.toString(column.value(row)))
                + " at event "
                + entry)
        .exception();
  }
}
