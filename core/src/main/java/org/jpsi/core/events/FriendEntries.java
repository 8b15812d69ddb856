package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Table;

/// Reader of entries of a friend in any order: entries that lie near are read together.
final class FriendEntries {
  // Entries that are read at once at most, needed or not.
  private static final int SPAN = EventBlock.SIZE;

  private FriendEntries() {}

  /// The rows of these entries, in their order; those of -1 are left out.
  static Table read(EventSource friend, List<String> columns, int[] entries) {
    int[] sorted = Arrays.stream(entries).filter(e -> e >= 0).sorted().distinct().toArray();
    List<Table> parts = new ArrayList<>();
    int from = 0;
    while (from < sorted.length) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] - sorted[from] < SPAN) {
        to++;
      }
      int first = sorted[from];
      Table span = friend.read(columns, first, sorted[to - 1] - first + 1);
      int[] rows = new int[to - from];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = sorted[from + i] - first;
      }
      parts.add(span.take(rows));
      from = to;
    }
    if (parts.isEmpty()) {
      return Table.of(friend.origin(), friend.columns()).select(columns);
    }
    int[] places =
        Arrays.stream(entries)
            .filter(e -> e >= 0)
            .map(entry -> Arrays.binarySearch(sorted, entry))
            .toArray();
    return Table.concat(friend.origin(), parts).take(places);
  }
}
