package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;

/// Table of events in memory, with their weights and labels.
///
/// @param weights of each event; 1 where {@link Events#weight} gave none
/// @param labels of each event; none where {@link Events#label} gave none
public record EventTable(Table table, double[] weights, String[] labels) {
  /// Reads columns of all events.
  ///
  /// @throws org.jpsi.core.errors.InputException where there is no such column, or the events do
  ///   not fit into memory
  public static EventTable of(Events events, List<String> columns) {
    TableBuilder table = TableBuilder.of(events.origin());
    List<double[]> weights = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (EventBlock block : events.blocks(columns)) {
      table.add(block.table());
      weights.add(block.weights());
      labels.addAll(Arrays.asList(block.labels()));
    }
    return new EventTable(
        weights.isEmpty() ? events.schema().select(columns).table() : table.build(),
        weights.stream().flatMapToDouble(Arrays::stream).toArray(),
        labels.toArray(String[]::new));
  }

  /// The number of events.
  public int events() {
    return weights.length;
  }
}
