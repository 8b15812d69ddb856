package org.jpsi.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// Shows a file of events: its trees, and of each its columns with what their values look like.
final class EventsView {
  private static final int CHUNK = 1 << 14;
  private static final int BARS = 16;
  // Above, a file is a collection, and one asks for a tree by name.
  private static final int TREES = 4;
  private static final int WORDS = 4;

  private final Terminal terminal;
  private final long most;

  /// @param most events whose values are looked at, from the first
  EventsView(Terminal terminal, long most) {
    this.terminal = terminal;
    this.most = most;
  }

  void show(Path file, @Nullable String tree) {
    List<TreeInfo> trees = Tables.trees(file);
    PrintStream out = terminal.out();
    if (!trees.isEmpty()) {
      out.println(file + ": " + Count.bytes(trees.getFirst().bytes()));
    }
    List<TreeInfo> wanted =
        trees.stream().filter(t -> tree == null || t.name().equals(tree)).toList();
    if (tree != null && wanted.isEmpty()) {
      // says what there is instead
      Tables.open(file, tree).close();
    }
    if (wanted.size() > TREES) {
      TextTable table = new TextTable("lrll", "tree", "events", "kind", "title");
      trees.forEach(t -> table.row(t.name(), events(t), t.kind(), t.title()));
      table.print(out);
      out.println("--tree NAME shows the columns of one");
      return;
    }
    for (TreeInfo one : wanted) {
      out.println();
      out.println(head(one));
      if (!one.kind().equals("RNTuple")) {
        columns(file, one.name());
      } else {
        terminal.out().println("  not readable: an RNTuple is not read yet");
      }
    }
  }

  private static String events(TreeInfo tree) {
    return tree.events() < 0 ? "" : Count.of(tree.events());
  }

  private static String head(TreeInfo tree) {
    List<String> parts = new ArrayList<>(List.of(tree.kind()));
    if (tree.events() >= 0) {
      parts.add(events(tree) + " events");
    }
    if (!tree.compression().isEmpty() && !tree.kind().equals("CSV")) {
      parts.add(tree.compression().equals("none") ? "uncompressed" : tree.compression());
    }
    if (!tree.title().isEmpty() && !tree.title().equals(tree.name())) {
      parts.add('"' + tree.title() + '"');
    }
    return tree.name() + ": " + String.join(", ", parts);
  }

  private void columns(Path file, String tree) {
    try (EventReader reader = Tables.open(file, tree)) {
      Map<String, Profile> numbers = new LinkedHashMap<>();
      Map<String, Map<String, Long>> words = new LinkedHashMap<>();
      long seen = look(reader, numbers, words);
      TextTable table =
          new TextTable(
              "lllrrrlrr",
              "column",
              "kind",
              "unit",
              "lowest",
              "highest",
              "mean",
              "values",
              "NaN",
              "infinite");
      for (EventReader.ColumnInfo column : reader.columns()) {
        Profile profile = numbers.get(column.name());
        if (profile == null) {
          String most = common(words.getOrDefault(column.name(), Map.of()));
          table.row(column.name(), column.kind(), column.unit(), "", "", "", most, "", "");
        } else {
          row(table, column, profile);
        }
      }
      table.print(terminal.out());
      if (seen < reader.events()) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "  values of the first %s events; --all looks at all of them%n",
                Count.of(seen));
      }
      reader.unreadable().stream()
          .collect(
              Collectors.groupingBy(
                  EventReader.Unreadable::why,
                  LinkedHashMap::new,
                  Collectors.mapping(EventReader.Unreadable::name, Collectors.toList())))
          .forEach((why, names) -> {
            terminal.out().println("  not readable, " + why + ":");
            wrapped(names).forEach(line -> terminal.out().println("    " + line));
          });
    }
  }

  /// Names in lines of up to 96 characters.
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

  private long look(
      EventReader reader, Map<String, Profile> numbers, Map<String, Map<String, Long>> words) {
    List<String> names = reader.columns().stream().map(EventReader.ColumnInfo::name).toList();
    Iterator<Table> chunks = reader.chunks(names, CHUNK);
    long seen = 0;
    while (seen < most && chunks.hasNext()) {
      Table chunk = chunks.next();
      int rows = (int) Math.min(chunk.rows(), most - seen);
      for (Column column : chunk.columns()) {
        switch (column) {
          case NumberColumn values -> {
            Profile profile = numbers.computeIfAbsent(column.name(), name -> new Profile());
            for (int i = 0; i < rows; i++) {
              for (int k = 0; k < values.width(); k++) {
                profile.add(values.value(i, k));
              }
            }
          }
          case TextColumn values -> {
            Map<String, Long> counts =
                words.computeIfAbsent(column.name(), name -> new HashMap<>());
            for (int i = 0; i < rows; i++) {
              String value = values.value(i);
              // Free text would fill the memory; the words of a label are few.
              if (counts.size() < 1000 || counts.containsKey(value)) {
                counts.merge(value, 1L, Long::sum);
              }
            }
          }
        }
      }
      seen += rows;
    }
    return seen;
  }

  private void row(TextTable table, EventReader.ColumnInfo column, Profile profile) {
    boolean any = profile.finite() > 0;
    String values =
        !any
            ? ""
            : profile.constant()
                ? "all the same"
                : Sparkline.of(profile.bars(BARS), terminal.unicode());
    table.row(
        column.name(),
        column.kind(),
        column.unit(),
        any ? Numbers.of(profile.lowest()) : "",
        any ? Numbers.of(profile.highest()) : "",
        any ? Numbers.of(profile.mean()) : "",
        values,
        profile.nan() == 0 ? "" : Count.of(profile.nan()),
        profile.infinite() == 0 ? "" : Count.of(profile.infinite()));
  }

  /// The most frequent words with their counts.
  private static String common(Map<String, Long> counts) {
    String most =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(WORDS)
            .map(e -> e.getKey() + " " + Count.of(e.getValue()))
            .collect(Collectors.joining(", "));
    return counts.size() > WORDS ? most + ", ..." : most;
  }
}
