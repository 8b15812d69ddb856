package org.jpsi.core.train;

import java.util.ArrayDeque;
import java.util.Deque;

/// Arrays for the orders of events, used again epoch after epoch. Members of an ensemble share
/// them: as many are needed as train at a time.
final class SpareOrders {
  private final int events;
  private final Deque<int[]> spare = new ArrayDeque<>();

  /// @param events that the arrays have room for
  SpareOrders(int events) {
    this.events = events;
  }

  synchronized int[] take() {
    int[] order = spare.poll();
    return order == null ? new int[events] : order;
  }

  synchronized void give(int[] order) {
    spare.push(order);
  }
}
