package org.jpsi.analysis.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.events.MissingCode;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Look at the values of columns, in one pass over the first events of a source.
final class ColumnLook {
  private static final int CHUNK = 1 << 14;
  // of jagged columns, whose items are many
  private static final long ITEM_EVENTS = 1 << 16;
  private static final int BARS = 16;
  private static final int WORDS = 4;
  // Free text would fill the memory; labels have few values.
  private static final int DIFFERENT_WORDS = 1000;

  private final EventSource source;
  private final List<Column> columns;
  private final Map<String, Seen> seenOf = new LinkedHashMap<>();
  private final Map<String, String> damaged = new LinkedHashMap<>();
  private final long seen;
  private final long seenItems;

  /// What was seen of a column.
  private static final class Seen {
    private final ColumnStatistics numbers = new ColumnStatistics();
    private final Map<String, Long> words = new HashMap<>();
    private Optional<MissingCode> code = Optional.empty();
    private long least = Long.MAX_VALUE;
    private long most;
    private long items;
    private long events;

    private void add(Column column, boolean first) {
      switch (column) {
        case NumberColumn values -> {
          if (first && values.width() == 1) {
            // of the first events: a code is not rare where it matters
            code = MissingCode.find(values.toDoubles());
          }
          for (int i = 0; i < values.rows(); i++) {
            for (int k = 0; k < values.width(); k++) {
              numbers.add(values.value(i, k));
              if (values.type().isInteger()) {
                numbers.exact(values.integer(i, k));
              }
            }
          }
        }
        case TextColumn values -> {
          for (int i = 0; i < values.rows(); i++) {
            String value = values.value(i);
            if (words.size() < DIFFERENT_WORDS || words.containsKey(value)) {
              words.merge(value, 1L, Long::sum);
            }
          }
        }
        case JaggedColumn values -> {
          for (int i = 0; i < values.rows(); i++) {
            least = Math.min(least, values.count(i));
            most = Math.max(most, values.count(i));
          }
          events += values.rows();
          items += values.items().rows();
          Column leaf = values.items();
          while (leaf instanceof JaggedColumn deeper) {
            leaf = deeper.items();
          }
          add(leaf, first);
        }
      }
    }
  }

  /// Looks at columns.
  ///
  /// @param most events at which it looks; 0 for none
  ColumnLook(EventSource source, List<Column> columns, long most) {
    this.source = source;
    this.columns = columns;
    List<String> flat = new ArrayList<>();
    List<String> jagged = new ArrayList<>();
    for (Column column : columns) {
      (column instanceof JaggedColumn ? jagged : flat).add(column.name());
    }
    seen = look(flat, Math.min(most, source.entries()));
    long ofItems = most == Long.MAX_VALUE ? most : Math.min(most, ITEM_EVENTS);
    seenItems = look(jagged, Math.min(ofItems, source.entries()));
  }

  private long look(List<String> names, long all) {
    long at = 0;
    while (at < all && !names.isEmpty()) {
      int rows = (int) Math.min(CHUNK, all - at);
      for (Column column : readable(names, at, rows)) {
        seenOf.computeIfAbsent(column.name(), _ -> new Seen()).add(column, at == 0);
      }
      at += rows;
    }
    return all;
  }

  /// The columns that can be read; those that are damaged are taken from the names, as they are
  /// nothing to the others.
  private List<Column> readable(List<String> names, long first, int rows) {
    try {
      return source.read(names, first, rows).columns();
    } catch (InputException some) {
      if (some.problem().kind() != Problem.Kind.DAMAGED_FILE) {
        throw some;
      }
    }
    List<Column> read = new ArrayList<>();
    for (String name : List.copyOf(names)) {
      try {
        read.addAll(source.read(List.of(name), first, rows).columns());
      } catch (InputException wrong) {
        if (wrong.problem().kind() != Problem.Kind.DAMAGED_FILE) {
          throw wrong;
        }
        damaged.put(name, wrong.problem().says());
        names.remove(name);
      }
    }
    return read;
  }

  long seen() {
    return seen;
  }

  long seenItems() {
    return seenItems;
  }

  List<EventSource.Unreadable> damaged() {
    return damaged.entrySet().stream()
        .map(e -> new EventSource.Unreadable(e.getKey(), e.getValue()))
        .toList();
  }

  List<ColumnSummary> summaries() {
    Map<String, String> aliases = aliases();
    return columns.stream()
        .filter(column -> !damaged.containsKey(column.name()))
        .map(column -> summary(column, aliases.getOrDefault(column.name(), "")))
        .toList();
  }

  private ColumnSummary summary(Column column, String alias) {
    Seen of = seenOf.getOrDefault(column.name(), new Seen());
    Column leaf = column;
    while (leaf instanceof JaggedColumn jagged) {
      leaf = jagged.items();
    }
    boolean numbers = leaf instanceof NumberColumn && seenOf.containsKey(column.name());
    Map<String, Long> words = new LinkedHashMap<>();
    of.words.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(WORDS)
        .forEach(e -> words.put(e.getKey(), e.getValue()));
    return new ColumnSummary(
        column.name(),
        column.typeName(),
        column.unit(),
        alias,
        numbers ? Optional.of(ColumnSummary.NumberSummary.of(of.numbers, BARS)) : Optional.empty(),
        words,
        of.words.size() > words.size(),
        of.events == 0
            ? Optional.empty()
            : Optional.of(
                new ColumnSummary.ItemCounts(of.least, of.most, (double) of.items / of.events)),
        of.code,
        column instanceof TextColumn text ? text.reason() : "");
  }

  /// The last names of members that say enough: no column and no other member is called so.
  private Map<String, String> aliases() {
    Map<String, Integer> ends = new HashMap<>();
    source.members().forEach(m -> ends.merge(last(m), 1, Integer::sum));
    source.columns().forEach(c -> ends.merge(c.name(), 1, Integer::sum));
    source.unreadable().forEach(u -> ends.merge(u.name(), 1, Integer::sum));
    Map<String, String> aliases = new HashMap<>();
    for (String member : source.members()) {
      if (ends.getOrDefault(last(member), 0) == 1 && !last(member).equals(member)) {
        aliases.put(member, last(member));
      }
    }
    return aliases;
  }

  private static String last(String member) {
    return member.substring(member.lastIndexOf('.') + 1);
  }
}
