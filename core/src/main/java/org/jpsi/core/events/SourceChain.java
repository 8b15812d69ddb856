package org.jpsi.core.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Chain of sources with the same columns, whose events come one after the other. Sources without
/// events have no say in the columns' types.
final class SourceChain {
  private final List<EventSource> sources;
  private final List<SourceReference> references;
  private final long[] first;
  // without those that have no events, unless none has
  private final List<EventSource> told;
  private final Table schema;
  private final Map<String, InputException> refused = new LinkedHashMap<>();

  /// @param references of the sources; none where some are in memory alone
  SourceChain(List<EventSource> sources, List<SourceReference> references) {
    this.sources = List.copyOf(sources);
    this.references = List.copyOf(references);
    first = new long[sources.size()];
    for (int s = 1; s < first.length; s++) {
      first[s] = Math.addExact(first[s - 1], sources.get(s - 1).entries());
    }
    List<EventSource> all = sources.stream().filter(s -> s.entries() > 0).toList();
    told = all.isEmpty() ? sources.subList(0, 1) : all;
    List<Table> tables = told.stream().map(s -> Table.of(s.origin(), s.columns())).toList();
    // The first source that has a column, by its name.
    Map<String, Table> having = new LinkedHashMap<>();
    tables.forEach(table -> table.names().forEach(name -> having.putIfAbsent(name, table)));
    List<Column> columns = new ArrayList<>();
    having.forEach((name, table) -> {
      try {
        columns.add(joined(name, table.origin(), tables));
      } catch (InputException wrong) {
        // it matters only to who asks for this column
        refused.put(name, wrong);
      }
    });
    schema = Table.of(origin(sources), columns);
  }

  /// A chain of files that are opened, by a path or pattern of the working folder.
  static SourceChain open(String files, Optional<String> tree) {
    return open(FilePattern.find("open", List.of(files), Path.of(""), "the working folder", tree));
  }

  /// A chain of files that are opened.
  static SourceChain open(List<FileTree> files) {
    List<EventSource> sources = new ArrayList<>();
    List<SourceReference> references = new ArrayList<>();
    boolean whole = false;
    try {
      for (FileTree one : files) {
        sources.add(EventSourceProvider.find(one.file()).open(one.file(), one.tree()));
        references.add(new SourceReference.InFile(one.file(), one.tree().orElse("")));
      }
      SourceChain chain = new SourceChain(sources, references);
      whole = true;
      return chain;
    } finally {
      if (!whole) {
        sources.forEach(EventSource::close);
      }
    }
  }

  private static String origin(List<EventSource> sources) {
    String first = sources.getFirst().origin();
    int more = sources.size() - 1;
    return more == 0 ? first : first + " and " + more + (more == 1 ? " other" : " others");
  }

  /// The column as all have it.
  ///
  /// @param origin of a source that has it
  private static Column joined(String name, String origin, List<Table> tables) {
    for (Table table : tables) {
      if (table.find(name).isEmpty()) {
        throw InputException.at(table.origin())
            .expected("a column " + name + ", as in " + origin)
            .found("none")
            .remedy("leave it out, or the file")
            .exception();
      }
    }
    return Table.concatColumn(name, tables);
  }

  /// The chain with a friend for each of its sources, or one for all that is found by columns.
  SourceChain withFriend(String name, SourceChain friend, List<String> by) {
    int n = friend.sources.size();
    if (n != sources.size() && (n > 1 || by.isEmpty())) {
      throw InputException.at(origin(friend.sources))
          .expected("as many sources of the friend " + name + " as of events, " + sources.size())
          .found(Integer.toString(n))
          .remedy("chain as many, or name columns by which events are found")
          .exception();
    }
    List<EventSource> joined = new ArrayList<>();
    for (int s = 0; s < sources.size(); s++) {
      EventSource own = friend.sources.get(n == 1 ? 0 : s);
      joined.add(EventSource.withFriends(sources.get(s), List.of(new EventFriend(name, own, by))));
    }
    return new SourceChain(joined, List.of());
  }

  List<EventSource> sources() {
    return sources;
  }

  List<SourceReference> references() {
    return references;
  }

  /// The columns that all sources have, without rows.
  Table schema() {
    return schema;
  }

  /// Refuses a column that some source does not have, or has as something else.
  void requireCommon(String column) {
    InputException wrong = refused.get(column);
    if (wrong != null) {
      throw wrong;
    }
  }

  /// The path of the column that an expression means by a name, the same in all sources.
  ///
  /// @throws InputException as {@link ColumnPaths#path}
  String path(String name) {
    if (schema.find(name).isPresent() || refused.containsKey(name)) {
      return name;
    }
    ColumnPaths paths = new ColumnPaths();
    String path = name;
    for (EventSource source : told) {
      path = paths.path(name, source);
    }
    return path;
  }

  /// The number of the first entry of a source, counted through the chain.
  long first(int source) {
    return first[source];
  }

  /// The entries of all sources.
  EntryRange entries() {
    int last = first.length - 1;
    return new EntryRange(0, Math.addExact(first[last], sources.get(last).entries()));
  }

  /// The entries of one source among some of the chain, counted from its first.
  EntryRange entries(int source, EntryRange some) {
    long start = first[source];
    EntryRange own = new EntryRange(start, start + sources.get(source).entries()).and(some);
    return new EntryRange(own.begin() - start, own.end() - start);
  }

  /// Columns of consecutive entries of one source, with the types of the chain.
  Table read(EventSource source, List<String> columns, long[] entries) {
    long first = entries.length == 0 ? 0 : entries[0];
    Table read = source.read(columns, first, entries.length).withEntries(entries);
    List<Column> joined = new ArrayList<>();
    for (Column column : read.columns()) {
      Column wanted = schema.column(column.name());
      boolean same =
          wanted.typeName().equals(column.typeName()) && wanted.unit().equals(column.unit());
      joined.add(same ? column : Table.concatColumn(column.name(), List.of(schema, read)));
    }
    return Table.of(read.origin(), joined).withEntries(entries);
  }
}
