package org.jpsi.core.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.table.Table;

/// Plan of a pass over a chain: which columns are read, and which steps the wanted columns need.
///
/// @param range the entries that are read
/// @param read columns of the sources
/// @param steps in their order
record EventPlan(SourceChain chain, EntryRange range, List<String> read, List<EventStep> steps) {
  static EventPlan of(
      SourceChain chain, EntryRange range, List<EventStep> all, List<String> wanted) {
    Set<String> needed = new LinkedHashSet<>(wanted);
    Deque<EventStep> steps = new ArrayDeque<>();
    for (EventStep step : all.reversed()) {
      String defined = step.defines();
      if (defined == null || needed.remove(defined)) {
        needed.addAll(step.needs());
        steps.push(step);
      }
    }
    List<String> read = chain.schema().names().stream().filter(needed::contains).toList();
    return new EventPlan(chain, range, read, List.copyOf(steps));
  }

  /// Whether it leaves events out.
  boolean selects() {
    return steps.stream().anyMatch(step -> step.defines() == null);
  }

  /// The entries of one source that are read.
  EntryRange entries(int source) {
    return chain.entries(source, range);
  }

  /// The events that pass among some entries of a source.
  Table rows(int source, long first, int count) {
    long[] entries = new long[count];
    for (int i = 0; i < count; i++) {
      entries[i] = first + i;
    }
    EventSource from = chain.sources().get(source);
    Table rows =
        read.isEmpty()
            ? Table.of(from.origin(), List.of()).withEntries(entries)
            : chain.read(from, read, entries);
    for (EventStep step : steps) {
      rows = step.apply(rows, chain.first(source));
    }
    return rows;
  }
}
