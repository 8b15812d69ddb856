package org.jpsi.core.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;

/// Groups of events that are equal in all columns.
///
/// Events are found by their {@link RowHash} and then compared value by value. It takes a pass over
/// the columns and a sort of the hashes, and 9 bytes an event; what is equal takes 8 more.
public final class EqualRows {
  private static final int ONE_SORT = 1 << 20;
  private static final int BUCKET_BITS = 4;
  private static final int RANKED = 10_000;

  private final List<NumberColumn> columns;
  private final int events;
  private final int[] rows;
  private final int[] starts;

  private EqualRows(List<NumberColumn> columns, int events, int[] rows, int[] starts) {
    this.columns = columns;
    this.events = events;
    this.rows = rows;
    this.starts = starts;
  }

  /// Finds the groups.
  ///
  /// @param columns one or more, each of one number per event
  /// @param hashes {@link RowHash#of} these columns
  public static EqualRows of(List<NumberColumn> columns, long[] hashes) {
    long[] repeated = repeated(hashes);
    int[] counts = new int[repeated.length + 1];
    int[] groupOf = new int[repeated.length == 0 ? 0 : hashes.length];
    int[] first = new int[repeated.length];
    Arrays.fill(first, -1);
    for (int i = 0; i < groupOf.length; i++) {
      int group = Arrays.binarySearch(repeated, hashes[i]);
      if (group >= 0 && first[group] < 0) {
        first[group] = i;
      }
      // another event of the same hash is in no group
      groupOf[i] = group >= 0 && same(columns, first[group], i) ? group : -1;
      if (groupOf[i] >= 0) {
        counts[group + 1]++;
      }
    }
    int[] starts = counts;
    for (int group = 0; group < repeated.length; group++) {
      starts[group + 1] += starts[group];
    }
    int[] rows = new int[starts[repeated.length]];
    int[] next = Arrays.copyOf(starts, repeated.length);
    for (int i = 0; i < groupOf.length; i++) {
      if (groupOf[i] >= 0) {
        rows[next[groupOf[i]]++] = i;
      }
    }
    return new EqualRows(List.copyOf(columns), hashes.length, rows, starts);
  }

  /// The number of groups.
  public int groups() {
    return starts.length - 1;
  }

  /// The events of a group, ascending: two or more, but for an event whose hash another one has by
  /// chance.
  public int[] group(int group) {
    return Arrays.copyOfRange(rows, starts[group], starts[group + 1]);
  }

  /// The number of different events.
  public int distinct() {
    return events - rows.length + groups();
  }

  /// The share of events that may be expected to have an equal one by chance, since the columns
  /// have few values; an estimate on the high side.
  ///
  /// The columns are dealt into two halves of equal variety. An event has on average `a` others
  /// that are equal to it in the first half of the columns, without being so in all, and `b` in the
  /// second. Were the halves independent, `a b / events` others would be equal in both; were one
  /// given by the other, up to min(a, b). The estimate is the geometric mean of these. Where a
  /// column of each half has a continuous distribution, it is close to 0. It is 1 for a single
  /// column, which cannot tell.
  public double byChance() {
    if (columns.size() < 2) {
      return 1;
    }
    List<NumberColumn> ranked =
        columns.stream().sorted(Comparator.comparingInt(column -> -variety(column))).toList();
    double a = others(half(ranked, 0));
    double b = others(half(ranked, 1));
    double independent = a * b / events;
    return Math.min(1, Math.sqrt(Math.min(a, b) * independent));
  }

  private static List<NumberColumn> half(List<NumberColumn> ranked, int side) {
    return IntStream.range(0, ranked.size())
        .filter(i -> i % 2 == side)
        .mapToObj(ranked::get)
        .toList();
  }

  // The number of different values in the first events.
  private static int variety(NumberColumn column) {
    long[] values =
        IntStream.range(0, Math.min(RANKED, column.rows()))
            .mapToLong(i -> RowHash.bits(column.value(i)))
            .sorted()
            .toArray();
    int different = 0;
    for (int i = 0; i < values.length; i++) {
      different += i == 0 || values[i] != values[i - 1] ? 1 : 0;
    }
    return different;
  }

  // The mean number of others that are equal in some columns, but not in all.
  private double others(List<NumberColumn> some) {
    long[] hashes = RowHash.of(some);
    Arrays.sort(hashes);
    double pairs = 0;
    int begin = 0;
    for (int i = 1; i <= hashes.length; i++) {
      if (i == hashes.length || hashes[i] != hashes[begin]) {
        pairs += pairs(i - begin);
        begin = i;
      }
    }
    for (int group = 0; group < groups(); group++) {
      pairs -= pairs(starts[group + 1] - starts[group]);
    }
    return pairs / events;
  }

  private static double pairs(int size) {
    return (double) size * (size - 1);
  }

  private static boolean same(List<NumberColumn> columns, int event, int other) {
    for (NumberColumn column : columns) {
      if (RowHash.bits(column.value(event)) != RowHash.bits(column.value(other))) {
        return false;
      }
    }
    return true;
  }

  /// The hashes that occur more than once, ascending. Of many, a part is sorted at a time, so that
  /// no second array of all is held.
  private static long[] repeated(long[] hashes) {
    int buckets = hashes.length <= ONE_SORT ? 1 : 1 << BUCKET_BITS;
    long[] repeated = new long[0];
    int found = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int chosen = bucket;
      long[] sorted =
          buckets == 1
              ? hashes.clone()
              : Arrays.stream(hashes).filter(hash -> bucketOf(hash) == chosen).toArray();
      Arrays.sort(sorted);
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] == sorted[i - 1] && (i == 1 || sorted[i] != sorted[i - 2])) {
          if (found == repeated.length) {
            repeated = Arrays.copyOf(repeated, Math.max(16, 2 * found));
          }
          repeated[found++] = sorted[i];
        }
      }
    }
    return Arrays.copyOf(repeated, found);
  }

  // Ascending with the hash as a signed number.
  private static int bucketOf(long hash) {
    return (int) ((hash ^ Long.MIN_VALUE) >>> (Long.SIZE - BUCKET_BITS));
  }
}
