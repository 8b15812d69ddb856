package org.jpsi.core.events;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Event source: the raw events of one tree or file. Its entries are numbered from 0; any range of
/// them can be read, so that memory does not grow with the file. Not thread-safe.
public interface EventSource extends AutoCloseable {
  /// The most entries of a table.
  int MAX_ROWS = Integer.MAX_VALUE - 8;

  /// Name of the source, for messages: `higgs.root:sig_tree`, `magic.csv`.
  String origin();

  /// The columns that can be read, in the order of the file: their names, types and units. They
  /// have no rows.
  List<Column> columns();

  /// The columns that cannot be read, such as a branch of an unsupported type, each with the
  /// reason.
  default List<Unreadable> unreadable() {
    return List.of();
  }

  /// The columns that are members of objects or leaves of a list, readable or not, by their full
  /// paths: `mu.pt`.
  default List<String> members() {
    return List.of();
  }

  /// Notes for people on how the source is read, such as lines that are left out; mostly none.
  default List<String> notes() {
    return List.of();
  }

  /// The number of entries (events).
  long entries();

  /// Ranges of entries that are cheap to read together, as they are compressed together, in order
  /// and without gaps; none of a source without entries.
  default List<Cluster> clusters() {
    return entries() == 0 ? List.of() : List.of(new Cluster(0, entries()));
  }

  /// These columns of the entries `first` to `first + count` - 1, in this order.
  ///
  /// @throws InputException where there is no such column, the file is damaged, or the events do
  ///   not fit into memory: never a partial result
  /// @throws IndexOutOfBoundsException where there are no such entries
  Table read(List<String> columns, long first, int count);

  /// These columns of all entries.
  ///
  /// @throws InputException as {@link #read(List, long, int)}
  default Table read(List<String> columns) {
    if (entries() > MAX_ROWS) {
      throw InputException.at(origin())
          .expected("at most " + MAX_ROWS + " events in one table")
          .found(Long.toString(entries()))
          .exception();
    }
    return read(columns, 0, (int) entries());
  }

  /// Releases the file, if there is one.
  @Override
  default void close() {}

  /// A table in memory as a source.
  static EventSource of(Table table) {
    return new TableSource(table);
  }

  /// A source with friends, whose columns are `friend.column`. It closes them.
  ///
  /// @throws InputException where a friend has another number of events, or no such columns to be
  ///   found by, or a name that is taken
  static EventSource withFriends(EventSource source, List<EventFriend> friends) {
    return friends.isEmpty() ? source : new FriendSource(source, friends);
  }

  /// Column that cannot be read, and the reason.
  record Unreadable(String name, String reason) {}

  /// Cluster: the entries `first` to `end` - 1.
  record Cluster(long first, long end) {}
}
