package org.jpsi.core.events;

import org.jpsi.core.table.Table;

/// Block of events: those that passed among {@link #SIZE} consecutive entries of one source.
///
/// @param table the columns asked for; its rows know their entries
/// @param source the index of their source, in the order of the chain
/// @param weights of each event; 1 where {@link Events#weight} gave none
/// @param labels of each event; none where {@link Events#label} gave none
public record EventBlock(Table table, int source, double[] weights, String[] labels) {
  /// Entries that are read at a time. What is computed from events does not depend on it.
  public static final int SIZE = 1 << 16;

  /// The number of events.
  public int events() {
    return table.rows();
  }

  /// The entry of each event in its source.
  public long[] entries() {
    return table.entries();
  }
}
