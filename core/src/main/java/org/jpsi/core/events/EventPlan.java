package org.jpsi.core.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;

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
      List<String> defined = step.defined();
      if (defined.isEmpty() || defined.stream().anyMatch(needed::contains)) {
        defined.forEach(needed::remove);
        needed.addAll(step.needs());
        steps.push(step);
      }
    }
    List<String> read = chain.schema().names().stream().filter(needed::contains).toList();
    return new EventPlan(chain, range, read, List.copyOf(steps));
  }

  /// Whether it leaves events out.
  boolean selects() {
    return steps.stream().anyMatch(step -> step.defined().isEmpty());
  }

  /// The number of events that pass, which takes a pass.
  long count() {
    long passed = 0;
    BlockIterator blocks = new BlockIterator(this, List.of(), false, false);
    while (blocks.hasNext()) {
      passed += blocks.next().events();
    }
    return passed;
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

  /// Columns of all events that pass.
  ///
  /// @param schema of the view, whose origin the table has
  Table table(Table schema, List<String> columns) {
    TableBuilder table = TableBuilder.of(schema.origin());
    if (selects()) {
      new BlockIterator(this, columns, false, false)
          .forEachRemaining(block -> table.add(block.table()));
    } else {
      // a source that is read at once is in memory once
      for (int s = 0; s < chain.sources().size(); s++) {
        EntryRange entries = entries(s);
        if (entries.length() > 0) {
          Table rows = rows(s, entries.begin(), count(schema, entries.length()));
          table.add(rows.select(columns));
        }
      }
    }
    return table.rows() == 0 ? schema.select(columns) : table.build();
  }

  private static int count(Table schema, long entries) {
    if (entries > EventSource.MAX_ROWS) {
      throw InputException.at(schema.origin())
          .expected("at most " + EventSource.MAX_ROWS + " events in one table")
          .found(Long.toString(entries))
          .remedy("select events, or read them block by block")
          .exception();
    }
    return (int) entries;
  }
}
