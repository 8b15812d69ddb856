package org.jpsi.analysis.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;
import org.jspecify.annotations.Nullable;

/// Selected events of a chain of trees: of each block that is read, those that pass are kept, with
/// their number in the chain.
final class SelectedEvents {
  private final List<Selection> selections;
  private final List<String> inputs = new ArrayList<>();
  private final List<Optional<TreeFile>> files = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private final List<String> origins = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();
  private @Nullable TableBuilder table;
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
    add(input, Optional.empty(), source, columns);
  }

  /// Adds a tree of a file.
  void add(String input, Path file, EventSource source, List<String> columns) {
    add(input, TreeFile.of(file, source), source, columns);
  }

  private void add(
      String input, Optional<TreeFile> file, EventSource source, List<String> columns) {
    inputs.add(input);
    files.add(file);
    starts.add(read);
    origins.add(source.origin());
    if (source.entries() == 0) {
      empty.add(source.origin());
      return;
    }
    Events events = filtered(Events.of(source));
    if (selections.isEmpty()) {
      // read at once, and so in memory once
      keep(events.table(columns), read);
    } else {
      events.blocks(columns).forEach(block -> keep(block.table(), read));
    }
    read += source.entries();
  }

  /// Adds the events of a view.
  void add(Events view, List<String> columns) {
    long before = read;
    List<Long> first = new ArrayList<>();
    for (EventSource source : view.sources()) {
      inputs.add(source.origin());
      files.add(Optional.empty());
      starts.add(read);
      first.add(read - before);
      origins.add(source.origin());
      read += source.entries();
    }
    filtered(view)
        .blocks(columns)
        .forEach(block -> keep(block.table(), before + first.get(block.source())));
  }

  private Events filtered(Events all) {
    Events events = all;
    for (Selection selection : selections) {
      events = events.filter(selection);
    }
    return events;
  }

  /// @param first the number of the first entry of their tree
  private void keep(Table rows, long first) {
    TableBuilder all = table == null ? TableBuilder.of(rows.origin()) : table;
    table = all;
    all.add(rows);
    grow(rows.rows());
    for (int i = 0; i < rows.rows(); i++) {
      numbers[kept++] = first + rows.entry(i);
    }
  }

  private void grow(int more) {
    if (more > numbers.length - kept) {
      long wanted = Math.max((long) kept + more, Math.min(Integer.MAX_VALUE - 8, 3L * kept / 2));
      numbers = Arrays.copyOf(numbers, Math.toIntExact(wanted));
    }
  }

  /// The sample of all trees.
  ///
  /// @param sumOfWeights of the generator, where the sample is normalized
  /// @throws InputException where there are no events, or none that pass
  SampleReader.LoadedSample sample(Sample sample, OptionalDouble sumOfWeights, Warnings warnings) {
    if (empty.size() == inputs.size()) {
      throw InputException.at(origins.getFirst())
          .expected("events")
          .found(inputs.size() == 1 ? "none" : "none, as in all " + inputs.size() + " files")
          .remedy("leave this input out, or check why it is empty")
          .exception();
    }
    if (!empty.isEmpty()) {
      warnings.add(
          (empty.size() == 1
                  ? empty.getFirst() + " has no events"
                  : empty.size()
                      + " of "
                      + inputs.size()
                      + " files have no events, "
                      + empty.getFirst()
                      + " the first")
              + "; the sample's others are taken");
    }
    if (table == null) {
      throw InputException.at(origins.getFirst())
          .expected("events that pass the selection")
          .found("none of " + read)
          .remedy("loosen `select:`")
          .exception();
    }
    return new SampleReader.LoadedSample(
        sample,
        inputs,
        files,
        starts.stream().mapToLong(Long::longValue).toArray(),
        read,
        numbers.length == kept ? numbers : Arrays.copyOf(numbers, kept),
        sumOfWeights,
        table.build());
  }
}
