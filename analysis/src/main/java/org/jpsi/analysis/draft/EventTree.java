package org.jpsi.analysis.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TableBuilder;
import org.jpsi.formats.Tables;

/// Tree of a file with some of its events, by which `jpsi init` drafts an analysis.
///
/// @param tree its name, where the format has names
/// @param flat the columns that are numbers, a fixed count per event, or text
/// @param unusable the others, each with the reason
/// @param rows some events, evenly over the tree; of those columns that can be read
record EventTree(
    Path file,
    Optional<String> tree,
    long entries,
    List<Column> flat,
    Map<String, String> unusable,
    Table rows) {
  private static final int RANGES = 16;

  /// Events are looked at up to this number, and this number of values.
  static final int MAX_EVENTS = 100_000;

  static final long MAX_VALUES = 20_000_000;

  /// The columns of a tree, without events.
  static EventTree columnsOf(Path file, Optional<String> tree, String name) {
    try (EventSource source = Tables.open(file, name)) {
      Map<String, String> unusable = new LinkedHashMap<>();
      List<Column> flat = new ArrayList<>();
      for (Column column : source.columns()) {
        if (column instanceof JaggedColumn) {
          unusable.put(column.name(), "jagged");
        } else {
          flat.add(column);
        }
      }
      source.unreadable().forEach(u -> unusable.put(u.name(), u.reason()));
      return new EventTree(
          file, tree, source.entries(), flat, unusable, Table.of(source.origin(), flat));
    }
  }

  /// The same tree with some of its events.
  ///
  /// @param events at most
  EventTree read(String name, long events) {
    Map<String, String> damaged = new LinkedHashMap<>(unusable);
    try (EventSource source = Tables.open(file, name)) {
      List<String> names = new ArrayList<>(flat.stream().map(Column::name).toList());
      long wanted = Math.clamp(events, 1, Math.max(1, entries));
      int ranges = wanted == entries ? 1 : RANGES;
      int each = (int) Math.max(1, wanted / ranges);
      TableBuilder all = TableBuilder.of(rows.origin());
      for (int r = 0; r < ranges; r++) {
        long first = entries / ranges * r;
        all.add(readable(source, names, first, (int) Math.min(each, entries - first), damaged));
      }
      Set<String> left = new HashSet<>(names);
      return new EventTree(
          file,
          tree,
          entries,
          flat.stream().filter(column -> left.contains(column.name())).toList(),
          damaged,
          all.build().select(names));
    }
  }

  /// The columns that can be read; those that are damaged are taken from the names.
  private static Table readable(
      EventSource source, List<String> names, long first, int count, Map<String, String> damaged) {
    try {
      return source.read(names, first, count);
    } catch (InputException some) {
      if (some.problem().kind() != Problem.Kind.DAMAGED_FILE) {
        throw some;
      }
    }
    for (String name : List.copyOf(names)) {
      try {
        source.read(List.of(name), first, count);
      } catch (InputException wrong) {
        if (wrong.problem().kind() != Problem.Kind.DAMAGED_FILE) {
          throw wrong;
        }
        damaged.put(name, "damaged");
        names.remove(name);
      }
    }
    return source.read(names, first, count);
  }

  /// The file's name without its endings.
  String stem() {
    String name = String.valueOf(file.getFileName());
    String stem = FilePattern.stem(name);
    return name.endsWith(".gz") ? FilePattern.stem(stem) : stem;
  }

  long numbers() {
    return flat.stream().filter(NumberColumn.class::isInstance).count();
  }

  Optional<NumberColumn> number(String name) {
    return rows.find(name)
        .filter(NumberColumn.class::isInstance)
        .map(NumberColumn.class::cast)
        .filter(column -> column.width() == 1);
  }
}
