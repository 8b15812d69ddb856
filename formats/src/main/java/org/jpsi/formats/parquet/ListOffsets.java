package org.jpsi.formats.parquet;

import java.util.Arrays;
import org.jpsi.core.events.EventSource;

/// Offsets of lists of one level as they are read.
final class ListOffsets {
  private static final int FIRST = 16;

  private final ParquetLocation location;
  private int[] offsets;
  private int lists;
  private int items;

  ListOffsets(int expected, ParquetLocation location) {
    this.location = location;
    offsets = new int[expected + 1];
  }

  int lists() {
    return lists;
  }

  /// Begins a list.
  void list() {
    if (lists + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.max(FIRST, offsets.length + offsets.length / 2));
    }
    offsets[lists++] = items;
  }

  /// Adds an item to the list that was begun last.
  void item() {
    if (items == EventSource.MAX_ROWS) {
      throw location.unread(
          "there are more than " + EventSource.MAX_ROWS + " items in a block of events",
          "read fewer events at once");
    }
    items++;
  }

  int[] toArray() {
    offsets[lists] = items;
    return offsets.length == lists + 1 ? offsets : Arrays.copyOf(offsets, lists + 1);
  }
}
