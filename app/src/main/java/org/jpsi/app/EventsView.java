package org.jpsi.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.analysis.inspect.ColumnSummary;
import org.jpsi.analysis.inspect.ColumnSummary.NumberSummary;
import org.jpsi.analysis.inspect.FileSummary;
import org.jpsi.analysis.inspect.TreeSummary;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.TreeInfo;

/// View of a file of events, for `jpsi inspect`: its trees, and their columns with what is known of
/// their values, in the terminal or as a page.
final class EventsView {
  private static final int WORD_LENGTH = 40;
  private static final int NAMES_LENGTH = 60;
  private static final int ALIASES = 8;
  private static final int LINE = 94;
  // the highest bar, which every histogram has
  private static final char BLOCK = '\u2588';
  private static final char BLANK = '\u2800';

  private final Terminal terminal;

  EventsView(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(FileSummary file) {
    PrintStream out = terminal.out();
    out.println(
        file.trees().isEmpty()
            ? file.file() + ": no tree and no table of events"
            : file.file() + ": " + EventCount.bytes(file.bytes()));
    if (file.listed()) {
      TextTable table = new TextTable("lrll", "tree", "events", "type", "title");
      for (TreeSummary tree : file.trees()) {
        TreeInfo t = tree.info();
        table.row(t.name(), events(t), t.typeName(), t.title());
      }
      table.print(out);
      out.println("--tree NAME shows the columns of a tree");
      return;
    }
    for (TreeSummary tree : file.trees()) {
      out.println();
      out.println(ProblemText.escaped(tree.info().name() + ": " + head(tree)));
      if (!tree.info().reason().isEmpty()) {
        out.println("  not readable: " + ProblemText.escaped(tree.info().reason()));
      } else {
        if (tree.values()) {
          TextTable table = new TextTable(alignment(tree), heads(tree).toArray(String[]::new));
          rows(tree, terminal.unicode()).forEach(row -> table.row(row.toArray(String[]::new)));
          table.print(out);
        } else {
          groups(tree).print(out);
        }
        notes(tree).forEach(note -> out.println("  " + note));
      }
    }
  }

  private static String events(TreeInfo tree) {
    return tree.events() < 0 ? "" : EventCount.of(tree.events());
  }

  /// What a tree is, in a line.
  static String head(TreeSummary summary) {
    TreeInfo tree = summary.info();
    List<String> parts = new ArrayList<>(List.of(tree.typeName()));
    if (tree.events() >= 0) {
      parts.add(events(tree) + " events");
    }
    if (!tree.compression().isEmpty() && !tree.typeName().equals("CSV")) {
      parts.add(tree.compression().equals("none") ? "uncompressed" : tree.compression());
    }
    if (summary.clusters() > 1) {
      parts.add(EventCount.of(summary.clusters()) + " clusters");
    }
    if (!tree.title().isEmpty() && !tree.title().equals(tree.name())) {
      parts.add('"' + tree.title() + '"');
    }
    return String.join(", ", parts);
  }

  private static String alignment(TreeSummary tree) {
    return tree.jagged() ? "lllrrrlrrr" : "lllrrrlrr";
  }

  /// The heads of the table of columns.
  static List<String> heads(TreeSummary tree) {
    List<String> heads =
        new ArrayList<>(
            List.of("column", "type", "unit", "min", "max", "mean", "values", "NaN", "infinite"));
    if (tree.jagged()) {
      heads.add("items");
    }
    return heads;
  }

  private static List<List<String>> rows(TreeSummary tree, boolean unicode) {
    return tree.columns().stream().map(c -> row(c, tree.jagged(), unicode)).toList();
  }

  /// The rows of the table of columns for a page, where blanks of histograms are no white space,
  /// which a browser would draw together.
  static List<List<String>> pageRows(TreeSummary tree) {
    List<List<String>> rows = new ArrayList<>();
    for (ColumnSummary column : tree.columns()) {
      List<String> row = row(column, tree.jagged(), true);
      if (column.numbers().filter(n -> !n.bars().isEmpty()).isPresent()) {
        row.replaceAll(cell -> cell.indexOf(BLOCK) < 0 ? cell : cell.replace(' ', BLANK));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> row(ColumnSummary column, boolean items, boolean unicode) {
    List<String> row = new ArrayList<>(List.of(column.name(), column.type(), column.unit()));
    if (column.numbers().isPresent()) {
      NumberSummary n = column.numbers().get();
      boolean any = n.finite() > 0;
      row.add(any ? Numbers.of(n.min()) : "");
      row.add(any ? Numbers.of(n.max()) : "");
      row.add(any ? Numbers.of(n.mean()) : "");
      row.add(any ? values(n, unicode) : "");
      row.add(n.missing() == 0 ? "" : EventCount.of(n.missing()));
      row.add(n.infinite() == 0 ? "" : EventCount.of(n.infinite()));
    } else {
      row.addAll(List.of("", "", "", words(column), "", ""));
    }
    if (items) {
      row.add(
          column
              .items()
              .map(i -> i.least() + " to " + i.most() + ", " + Numbers.of(i.mean()))
              .orElse(""));
    }
    return row;
  }

  private static String values(NumberSummary n, boolean unicode) {
    if (n.constant()) {
      return n.rounded() ? "differ beyond float64" : "all the same";
    }
    return Sparkline.of(n.bars().stream().mapToDouble(b -> b).toArray(), unicode);
  }

  /// The most frequent words with their counts.
  private static String words(ColumnSummary column) {
    String words =
        column.words().entrySet().stream()
            .map(e ->
                TextTable.shortened(e.getKey(), WORD_LENGTH) + " " + EventCount.of(e.getValue()))
            .collect(Collectors.joining(", "));
    return column.moreWords() ? words + ", ..." : words;
  }

  /// The names of many columns, those that begin alike together.
  private static TextTable groups(TreeSummary tree) {
    Map<String, List<ColumnSummary>> groups = new LinkedHashMap<>();
    for (ColumnSummary column : tree.columns()) {
      groups.computeIfAbsent(start(column.name()), _ -> new ArrayList<>()).add(column);
    }
    TextTable table = new TextTable("lrll", "columns", "", "types", "names");
    groups.forEach((start, columns) -> {
      String types =
          columns.stream().map(ColumnSummary::type).distinct().collect(Collectors.joining(", "));
      boolean one = columns.size() == 1;
      table.row(
          one ? columns.getFirst().name() : start + "*",
          one ? "" : Integer.toString(columns.size()),
          TextTable.shortened(types, WORD_LENGTH),
          one
              ? ""
              : TextTable.shortened(
                  columns.stream()
                      .map(c -> c.name().substring(start.length()))
                      .collect(Collectors.joining(", ")),
                  NAMES_LENGTH));
    });
    return table;
  }

  /// The beginning of a name, up to a point or an underscore.
  private static String start(String name) {
    for (int i = 1; i < name.length() - 1; i++) {
      if (name.charAt(i) == '_' || name.charAt(i) == '.') {
        return name.substring(0, i + 1);
      }
    }
    return name;
  }

  /// What is said below the table, in lines.
  static List<String> notes(TreeSummary tree) {
    List<String> notes = new ArrayList<>();
    long entries = tree.info().events();
    if (!tree.values()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s columns: names and types alone; --only 'NAME*' shows the values of some, --all"
                  + " those of all",
              EventCount.of(tree.columns().size())));
    } else {
      if (tree.seen() < entries) {
        notes.add(
            "statistics of the first "
                + EventCount.of(tree.seen())
                + " events; --all reads all of them");
      }
      if (tree.jagged() && tree.seenItems() < tree.seen()) {
        notes.add("of jagged columns, those of the first " + EventCount.of(tree.seenItems()));
      }
    }
    aliases(tree, notes);
    for (ColumnSummary column : tree.columns()) {
      if (!column.reason().isEmpty()) {
        notes.add(ProblemText.escaped(column.name() + " is text: " + column.reason()));
      }
    }
    for (ColumnSummary column : tree.columns()) {
      column
          .code()
          .ifPresent(code -> notes.add(ProblemText.escaped(code.suspicion(column.name()))));
    }
    for (EventSource.Unreadable u : tree.damaged()) {
      notes.add("not readable, " + ProblemText.escaped(u.name() + ": " + u.reason()));
    }
    notes.addAll(tree.notes());
    tree.unreadable().stream()
        .collect(
            Collectors.groupingBy(
                EventSource.Unreadable::reason,
                LinkedHashMap::new,
                Collectors.mapping(
                    (EventSource.Unreadable u) -> ProblemText.escaped(u.name()),
                    Collectors.toList())))
        .forEach((why, names) -> {
          notes.add("not readable, " + why + ":");
          wrapped(names).forEach(line -> notes.add("  " + line));
        });
    return notes;
  }

  private static void aliases(TreeSummary tree, List<String> notes) {
    List<String> aliases =
        tree.columns().stream()
            .filter(c -> !c.alias().isEmpty())
            .map(c -> ProblemText.escaped(c.alias() + " is " + c.name()))
            .toList();
    if (!aliases.isEmpty()) {
      int more = aliases.size() - ALIASES;
      notes.add("last names of members that are enough in expressions:");
      List<String> shown = new ArrayList<>(aliases.subList(0, Math.min(ALIASES, aliases.size())));
      if (more > 0) {
        shown.add("and " + more + " more");
      }
      wrapped(shown).forEach(line -> notes.add("  " + line));
    }
  }

  /// Lines of names, up to 96 characters each.
  private static List<String> wrapped(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      if (!line.isEmpty() && line.length() + name.length() > LINE) {
        lines.add(line.append(',').toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    lines.add(line.toString());
    return lines;
  }
}
