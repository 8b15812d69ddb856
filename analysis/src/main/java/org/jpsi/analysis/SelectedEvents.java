package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;

/// Selected events of a chain of trees: of each block that is read, those that pass are kept, with
/// their number in the chain.
final class SelectedEvents {
  private final List<Selection> selections;
  private final List<String> inputs = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private final List<String> origins = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private long[] numbers = new long[0];
  private int kept;
  private long read;

  /// @param selections all to be passed
  SelectedEvents(List<Selection> selections) {
    this.selections = selections;
  }

  /// Adds a tree.
  ///
  /// @param input its name, as `file:tree`
  /// @param columns that are kept
  void add(String input, EventSource source, List<String> columns) {
    inputs.add(input);
    starts.add(read);
    origins.add(source.origin());
    if (source.entries() == 0) {
      empty.add(source.origin());
      return;
    }
    Events events = Events.of(source);
    for (Selection selection : selections) {
      events = events.filter(selection);
    }
    TableBuilder table = TableBuilder.of(source.origin());
    if (selections.isEmpty()) {
      // read at once, and so in memory once
      table.add(events.table(columns));
      grow(table.rows());
      for (int i = 0; i < table.rows(); i++) {
        numbers[kept++] = read + i;
      }
    } else {
      for (EventBlock block : events.blocks(columns)) {
        table.add(block.table());
        grow(block.events());
        for (long entry : block.entries()) {
          numbers[kept++] = read + entry;
        }
      }
    }
    if (table.rows() > 0) {
      tables.add(table.build());
    }
    read += source.entries();
  }

  private void grow(long more) {
    if (more > numbers.length - kept) {
      long wanted = Math.max(kept + more, Math.min(Integer.MAX_VALUE - 8, 3L * kept / 2));
      numbers = Arrays.copyOf(numbers, Math.toIntExact(wanted));
    }
  }

  /// The sample of all trees.
  ///
  /// @throws InputException where there are no events, or none that pass
  SampleReader.LoadedSample sample(Sample sample, Warnings warnings) {
    if (empty.size() == inputs.size()) {
      throw InputException.at(origins.getFirst())
          .expected("events")
          .found(inputs.size() == 1 ? "none" : "none, as in all " + inputs.size() + " files")
          .remedy("leave this input out, or check why it is empty")
          .exception();
    }
    empty.forEach(origin -> warnings.add(origin + " has no events; the sample's others are taken"));
    if (kept == 0) {
      throw InputException.at(origins.getFirst())
          .expected("events that pass the selection")
          .found("none of " + read)
          .remedy("loosen `select:`")
          .exception();
    }
    Table table = TableConcat.tables(tables.getFirst().origin(), tables);
    return new SampleReader.LoadedSample(
        sample,
        inputs,
        starts.stream().mapToLong(Long::longValue).toArray(),
        read,
        numbers.length == kept ? numbers : Arrays.copyOf(numbers, kept),
        table);
  }
}
