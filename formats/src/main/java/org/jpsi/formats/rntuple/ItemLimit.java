package org.jpsi.formats.rntuple;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;

/// Limit of the items of one column: what an array holds, and what fits into memory.
final class ItemLimit {
  private static final int FIRST = 16;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;

  private ItemLimit() {}

  /// The number of items `size + more`.
  ///
  /// @param bytes of each
  /// @throws InputException where they are too many
  static int sum(long size, long more, int bytes) {
    long needed = size + more;
    long heap = (long) (HEAP * Runtime.getRuntime().maxMemory());
    if (needed > Math.min(EventSource.MAX_ROWS, heap / bytes)) {
      throw InputException.at("a column of an RNTuple")
          .expected("items of one block of events that fit into " + (heap >> 20) + " MB of memory")
          .found(needed + " of " + bytes + " bytes")
          .remedy("read fewer events at once, or give the JVM more memory (-Xmx)")
          .exception();
    }
    return (int) needed;
  }

  /// The number of the first item of element `from`; far beyond all items where that is no number.
  static long product(long from, int length) {
    return from > (Long.MAX_VALUE >> 1) / length ? Long.MAX_VALUE >> 1 : from * length;
  }

  /// The capacity for so many items: half as much again, so that adding one takes the same time
  /// whatever is there.
  static int capacity(int needed) {
    return (int) Math.min(EventSource.MAX_ROWS, Math.max(FIRST, needed + (long) needed / 2));
  }
}
