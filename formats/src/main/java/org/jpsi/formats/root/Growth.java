package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;

/// Growth of the arrays of columns whose number of items is known only when they are read.
final class Growth {
  private static final int FIRST = 16;

  private Growth() {}

  /// The capacity for `more` items beside `size` ones: half as much again, so that adding one takes
  /// the same time whatever is there.
  ///
  /// @throws InputException where an array cannot hold them
  static int capacity(int size, int more) {
    long needed = (long) size + more;
    if (needed > EventSource.MAX_ROWS) {
      throw InputException.at("a jagged column")
          .expected("at most " + EventSource.MAX_ROWS + " items in a block of events")
          .found(Long.toString(needed))
          .remedy("read fewer events at once")
          .exception();
    }
    return (int) Math.min(EventSource.MAX_ROWS, Math.max(FIRST, needed + needed / 2));
  }

  /// Offsets of lists, one more than there are lists.
  static final class Offsets {
    private int[] offsets = new int[FIRST];
    private int lists;

    /// Ends a list, where its items end.
    void end(int items) {
      if (lists + 1 == offsets.length) {
        offsets = Arrays.copyOf(offsets, capacity(lists, 2));
      }
      offsets[++lists] = items;
    }

    int lists() {
      return lists;
    }

    /// The columns of the items, each as a jagged one.
    void columns(ItemReader items, List<Column> into) {
      List<Column> own = new ArrayList<>();
      items.columns(own);
      int[] all = Arrays.copyOf(offsets, lists + 1);
      own.forEach(column -> into.add(JaggedColumn.of("", all, column)));
    }
  }
}
