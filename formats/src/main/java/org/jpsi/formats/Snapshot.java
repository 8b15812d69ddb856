package org.jpsi.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Snapshot: events as a file, which RDataFrame's action of that name writes. Events come block by
/// block, so that memory does not grow with them; the file appears whole or not at all.
///
/// ```java
/// try (Events events = Events.open("nano*.root", "Events")) {
///   Snapshot.to(Path.of("skim.root")).columns("Jet_*", "ht").write(
///       events.filter("nJet >= 4").define("ht", "sum(Jet_pt)"));
/// }
/// ```
///
/// @param file whose extension decides the format, where no other is named
/// @param tree name of its tree, where the format has names
/// @param columns names of columns, or patterns of names with `*` and `?`; empty for all
/// @param format keyword of the format, one of {@link Tables#keywords()}
public record Snapshot(Path file, String tree, List<String> columns, Optional<String> format) {
  private static final String TREE = "events";

  public Snapshot {
    columns = List.copyOf(columns);
  }

  /// A snapshot of all columns, in a tree `events`.
  public static Snapshot to(Path file) {
    return new Snapshot(file, TREE, List.of(), Optional.empty());
  }

  /// This snapshot with a tree of this name.
  public Snapshot tree(String name) {
    return new Snapshot(file, name, columns, format);
  }

  /// This snapshot of these columns alone, in this order: names, and patterns with `*` and `?`.
  public Snapshot columns(String... some) {
    return new Snapshot(file, tree, List.of(some), format);
  }

  /// This snapshot in a format other than that of the extension.
  public Snapshot format(String keyword) {
    return new Snapshot(file, tree, columns, Optional.of(keyword));
  }

  /// Listener to a snapshot that is written.
  public interface Progress {
    /// Called after each block.
    ///
    /// @param entries that were read until now, those that did not pass among them
    void read(long entries);

    /// Whether to stop, and to leave nothing.
    boolean stop();
  }

  /// What was written.
  ///
  /// @param events their number; -1 where it was stopped, and nothing is left
  /// @param columns names of the columns
  /// @param notes what was left out or changed, each with the reason, in words
  public record Written(long events, List<String> columns, List<String> notes) {}

  /// Writes events; a file that is there is replaced.
  ///
  /// @throws InputException where there is no such column or format, the format cannot hold a
  ///   column, or a file is damaged: then nothing is written
  public Written write(Events events) {
    return write(
        events,
        new Progress() {
          @Override
          public void read(long entries) {}

          @Override
          public boolean stop() {
            return false;
          }
        });
  }

  /// Writes events, as {@link #write(Events)} does.
  public Written write(Events events, Progress progress) {
    List<String> names = names(events);
    long[] first = firstEntries(events);
    List<String> notes = new ArrayList<>(columns.isEmpty() ? leftOut(events) : List.of());
    long written = 0;
    try (EventWriter writer = Tables.create(file, tree, format)) {
      for (EventBlock block : events.blocks(names)) {
        writer.write(block.table());
        written += block.events();
        long[] entries = block.entries();
        progress.read(first[block.source()] + entries[entries.length - 1] + 1);
        if (progress.stop()) {
          return new Written(-1, names, List.of());
        }
      }
      if (written == 0) {
        // the columns are there even where no event passes
        writer.write(Table.of(events.origin(), events.columns()).select(names));
      }
      writer.finish();
      notes.addAll(writer.notes());
    }
    return new Written(written, names, List.copyOf(notes));
  }

  private static long[] firstEntries(Events events) {
    long[] first = new long[events.sources().size()];
    for (int s = 1; s < first.length; s++) {
      first[s] = first[s - 1] + events.sources().get(s - 1).entries();
    }
    return first;
  }

  /// The names of the columns that are written.
  private List<String> names(Events events) {
    if (columns.isEmpty()) {
      if (events.names().isEmpty()) {
        throw InputException.at(events.origin())
            .expected("columns that can be read")
            .found("none")
            .remedy("`jpsi inspect` lists what is there")
            .exception();
      }
      return events.names();
    }
    Set<String> names = new LinkedHashSet<>();
    for (String wanted : columns) {
      boolean pattern = wanted.indexOf('*') >= 0 || wanted.indexOf('?') >= 0;
      if (pattern && !events.names().contains(wanted)) {
        names.addAll(matching(events, wanted));
      } else {
        requireReadable(events, wanted);
        // throws where there is no such column, or some file has none
        names.addAll(events.select(wanted).names());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> matching(Events events, String pattern) {
    List<String> found =
        events.names().stream().filter(name -> FilePattern.matches(pattern, name)).toList();
    if (found.isEmpty()) {
      throw InputException.at(events.origin())
          .expected("columns with names like " + pattern)
          .found("none among " + events.names().size())
          .nearest(pattern.replace("*", "").replace("?", ""), events.names())
          .remedy("`jpsi inspect` lists what is there")
          .exception();
    }
    return found;
  }

  private static void requireReadable(Events events, String name) {
    if (events.names().contains(name)) {
      return;
    }
    for (EventSource source : events.sources()) {
      for (EventSource.Unreadable column : source.unreadable()) {
        if (column.name().equals(name)) {
          throw InputException.at(source.origin())
              .expected("a column that can be read")
              .found(name + ", which cannot: " + column.reason())
              .remedy("leave it out")
              .exception();
        }
      }
    }
  }

  /// Columns of the files that are not among those of the events.
  private static List<String> leftOut(Events events) {
    Set<String> all = new LinkedHashSet<>(events.names());
    List<String> leftOut = new ArrayList<>();
    for (EventSource source : events.sources()) {
      for (EventSource.Unreadable column : source.unreadable()) {
        if (all.add(column.name())) {
          leftOut.add("left out: " + column.name() + ": " + column.reason());
        }
      }
    }
    if (events.sources().size() > 1) {
      for (EventSource source : events.sources()) {
        for (Column column : source.columns()) {
          if (all.add(column.name())) {
            refusal(events, column.name()).ifPresent(leftOut::add);
          }
        }
      }
    }
    return leftOut;
  }

  /// Why a column that some file has is none of the chain; empty where it only was not selected.
  private static Optional<String> refusal(Events events, String name) {
    try {
      var unused = events.select(name);
      return Optional.empty();
    } catch (InputException wrong) {
      return Optional.of("left out: " + name + ": " + ProblemText.of(wrong.problem()));
    }
  }
}
