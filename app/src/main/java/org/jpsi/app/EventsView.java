package org.jpsi.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.analysis.events.MissingCode;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// View of a file of events, for `jpsi inspect`: its trees, and their columns with statistics of
/// their values.
final class EventsView {
  private static final int LOOK = 100;
  private static final int CHUNK = 1 << 14;
  private static final int BARS = 16;
  // With more trees, only their names are listed.
  private static final int TREES = 4;
  private static final int WORDS = 4;
  private static final int WORD_LENGTH = 40;

  private final Terminal terminal;
  private final long maxEvents;
  private final CsvLayout csv;

  /// @param most events whose values are looked at, from the first
  /// @param csv layout of a CSV file
  EventsView(Terminal terminal, long maxEvents, CsvLayout csv) {
    this.terminal = terminal;
    this.maxEvents = maxEvents;
    this.csv = csv;
  }

  void show(Path file, @Nullable String tree) {
    List<TreeInfo> trees = Tables.trees(file, csv);
    PrintStream out = terminal.out();
    out.println(
        trees.isEmpty()
            ? file + ": no tree and no table of events"
            : file + ": " + EventCount.bytes(trees.getFirst().bytes()));
    List<TreeInfo> shown =
        trees.stream().filter(t -> tree == null || t.name().equals(tree)).toList();
    if (tree != null && shown.isEmpty()) {
      // an older cycle, or it throws, with the names of the trees
      columns(file, tree);
    }
    if (shown.size() > TREES) {
      TextTable table = new TextTable("lrll", "tree", "events", "type", "title");
      trees.forEach(t -> table.row(t.name(), events(t), t.typeName(), t.title()));
      table.print(out);
      out.println("--tree NAME shows the columns of a tree");
      return;
    }
    for (TreeInfo one : shown) {
      out.println();
      out.println(head(one));
      if (one.reason().isEmpty()) {
        columns(file, one.name());
      } else {
        terminal.out().println("  not readable: " + ProblemText.escaped(one.reason()));
      }
    }
  }

  private static String events(TreeInfo tree) {
    return tree.events() < 0 ? "" : EventCount.of(tree.events());
  }

  private static String head(TreeInfo tree) {
    List<String> parts = new ArrayList<>(List.of(tree.typeName()));
    if (tree.events() >= 0) {
      parts.add(events(tree) + " events");
    }
    if (!tree.compression().isEmpty() && !tree.typeName().equals("CSV")) {
      parts.add(tree.compression().equals("none") ? "uncompressed" : tree.compression());
    }
    if (!tree.title().isEmpty() && !tree.title().equals(tree.name())) {
      parts.add('"' + tree.title() + '"');
    }
    return ProblemText.escaped(tree.name() + ": " + String.join(", ", parts));
  }

  private void columns(Path file, String tree) {
    try (EventSource source = Tables.open(file, tree, csv)) {
      Map<String, ColumnStatistics> numbers = new LinkedHashMap<>();
      Map<String, Map<String, Long>> words = new LinkedHashMap<>();
      Map<String, String> damaged = new LinkedHashMap<>();
      Map<String, MissingCode> codes = new LinkedHashMap<>();
      long seen = read(source, numbers, words, codes, damaged);
      TextTable table =
          new TextTable(
              "lllrrrlrr",
              "column",
              "type",
              "unit",
              "min",
              "max",
              "mean",
              "values",
              "NaN",
              "infinite");
      for (Column column : source.columns()) {
        if (damaged.containsKey(column.name())) {
          continue;
        }
        ColumnStatistics statistics = numbers.get(column.name());
        if (statistics == null) {
          String maxEvents = common(words.getOrDefault(column.name(), Map.of()));
          table.row(column.name(), column.typeName(), column.unit(), "", "", "", maxEvents, "", "");
        } else {
          row(table, column, statistics);
        }
      }
      table.print(terminal.out());
      if (seen < source.entries()) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "  statistics of the first %s events; --all reads all of them%n",
                EventCount.of(seen));
      }
      for (Column column : source.columns()) {
        if (column instanceof TextColumn text && !text.reason().isEmpty()) {
          String why = column.name() + " is text: " + text.reason();
          terminal.out().println("  " + ProblemText.escaped(why));
        }
      }
      codes.forEach(
          (name, code) -> terminal.out().println("  " + ProblemText.escaped(code.suspicion(name))));
      damaged.forEach((name, why) ->
          terminal.out().println("  not readable, " + ProblemText.escaped(name + ": " + why)));
      source.notes().forEach(note -> terminal.out().println("  " + note));
      source.unreadable().stream()
          .collect(
              Collectors.groupingBy(
                  EventSource.Unreadable::reason,
                  LinkedHashMap::new,
                  Collectors.mapping(
                      (EventSource.Unreadable u) -> ProblemText.escaped(u.name()),
                      Collectors.toList())))
          .forEach((why, names) -> {
            terminal.out().println("  not readable, " + why + ":");
            wrapped(names).forEach(line -> terminal.out().println("    " + line));
          });
    }
  }

  /// Lines of names, up to 96 characters each.
  private static List<String> wrapped(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      if (!line.isEmpty() && line.length() + name.length() > 94) {
        lines.add(line.append(',').toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    lines.add(line.toString());
    return lines;
  }

  private long read(
      EventSource source,
      Map<String, ColumnStatistics> numbers,
      Map<String, Map<String, Long>> words,
      Map<String, MissingCode> codes,
      Map<String, String> damaged) {
    List<String> names = new ArrayList<>();
    List<String> jagged = new ArrayList<>();
    for (Column column : source.columns()) {
      (column instanceof JaggedColumn ? jagged : names).add(column.name());
    }
    // of jagged columns name and type are all that is shown; whether they can be read, some events
    // tell
    int some = (int) Math.min(LOOK, Math.min(maxEvents, source.entries()));
    readable(source, jagged, 0, some, damaged);
    long all = Math.min(maxEvents, source.entries());
    long seen = 0;
    while (seen < all) {
      int rows = (int) Math.min(CHUNK, all - seen);
      for (Column column : readable(source, names, seen, rows, damaged)) {
        switch (column) {
          case NumberColumn values -> {
            if (seen == 0 && values.width() == 1) {
              // of the first events: a code is not rare where it matters
              MissingCode.find(values.toDoubles())
                  .ifPresent(code -> codes.put(column.name(), code));
            }
            ColumnStatistics statistics =
                numbers.computeIfAbsent(column.name(), name -> new ColumnStatistics());
            for (int i = 0; i < rows; i++) {
              for (int k = 0; k < values.width(); k++) {
                statistics.add(values.value(i, k));
                if (values.type().isInteger()) {
                  statistics.exact(values.integer(i, k));
                }
              }
            }
          }
          case TextColumn values -> {
            Map<String, Long> counts =
                words.computeIfAbsent(column.name(), name -> new HashMap<>());
            for (int i = 0; i < rows; i++) {
              String value = values.value(i);
              // Free text would fill the memory; labels have few values.
              if (counts.size() < 1000 || counts.containsKey(value)) {
                counts.merge(value, 1L, Long::sum);
              }
            }
          }
          case JaggedColumn other -> throw new IllegalStateException(other.name());
        }
      }
      seen += rows;
    }
    return seen;
  }

  /// The columns that can be read; those that are damaged are taken from the names, as they are
  /// nothing to the others.
  private static List<Column> readable(
      EventSource source, List<String> names, long first, int rows, Map<String, String> damaged) {
    try {
      return source.read(names, first, rows).columns();
    } catch (InputException some) {
      if (some.problem().kind() != Problem.Kind.DAMAGED_FILE) {
        throw some;
      }
    }
    List<Column> columns = new ArrayList<>();
    for (String name : List.copyOf(names)) {
      try {
        columns.addAll(source.read(List.of(name), first, rows).columns());
      } catch (InputException wrong) {
        if (wrong.problem().kind() != Problem.Kind.DAMAGED_FILE) {
          throw wrong;
        }
        damaged.put(name, wrong.problem().says());
        names.remove(name);
      }
    }
    return columns;
  }

  private void row(TextTable table, Column column, ColumnStatistics statistics) {
    boolean any = statistics.finite() > 0;
    String values =
        !any
            ? ""
            : statistics.constant()
                ? statistics.rounded() ? "differ beyond float64" : "all the same"
                : Sparkline.of(statistics.bars(BARS), terminal.unicode());
    table.row(
        column.name(),
        column.typeName(),
        column.unit(),
        any ? Numbers.of(statistics.min()) : "",
        any ? Numbers.of(statistics.max()) : "",
        any ? Numbers.of(statistics.mean()) : "",
        values,
        statistics.nan() == 0 ? "" : EventCount.of(statistics.nan()),
        statistics.infinite() == 0 ? "" : EventCount.of(statistics.infinite()));
  }

  /// The most frequent words with their counts.
  private static String common(Map<String, Long> counts) {
    String words =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(WORDS)
            .map(e ->
                TextTable.shortened(e.getKey(), WORD_LENGTH) + " " + EventCount.of(e.getValue()))
            .collect(Collectors.joining(", "));
    return counts.size() > WORDS ? words + ", ..." : words;
  }
}
