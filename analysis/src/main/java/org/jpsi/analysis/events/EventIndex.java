package org.jpsi.analysis.events;

import java.util.Arrays;
import org.jpsi.core.task.Part;

/// Index of the events of a training by their origin: which row an entry of an input is, and which
/// of the test events.
public final class EventIndex {
  private final EventSet events;
  // The rows of an input are those from its begin to the next one's.
  private final int[] begin;
  private final int[] test;

  public EventIndex(EventSet events) {
    this.events = events;
    begin = new int[events.inputs().size() + 1];
    for (int input : events.input()) {
      begin[input + 1]++;
    }
    for (int i = 0; i < events.inputs().size(); i++) {
      begin[i + 1] += begin[i];
    }
    test = new int[events.events()];
    Arrays.fill(test, -1);
    int[] rows = events.rowIndices(Part.TEST);
    for (int i = 0; i < rows.length; i++) {
      test[rows[i]] = i;
    }
  }

  /// The row of an event; -1 for an entry that was not selected.
  public int row(int input, long entry) {
    int row = Arrays.binarySearch(events.entry(), begin[input], begin[input + 1], entry);
    return row < 0 ? -1 : row;
  }

  /// The number of a row among the test events; -1 of those of other parts.
  public int test(int row) {
    return test[row];
  }
}
