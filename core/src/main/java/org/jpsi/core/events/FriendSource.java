package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jspecify.annotations.Nullable;

/// Source with friends: the columns of a source, and beside them those of its friends, as
/// `friend.column`. A name alone means the column of the one friend that has it, where the source
/// has none.
final class FriendSource implements EventSource {
  private final EventSource source;
  private final List<Joined> friends;
  private final Map<String, Owner> owners = new LinkedHashMap<>();
  private final Set<String> own = new HashSet<>();

  /// Friend with the place of each event in it.
  ///
  /// @param entries of the friend for each entry of the source, -1 where it has none; null where
  ///   entry k of both is the same event
  /// @param absent how many have none
  private record Joined(
      EventFriend friend, int @Nullable [] entries, long absent, long duplicates) {}

  /// Column of a friend.
  private record Owner(Joined friend, String column, Column schema) {}

  /// @throws InputException where the numbers of events differ, two friends have one name, or a
  ///   friend cannot be found by its columns
  FriendSource(EventSource source, List<EventFriend> all) {
    this.source = source;
    source.columns().forEach(column -> own.add(column.name()));
    source.unreadable().forEach(column -> own.add(column.name()));
    List<Joined> joined = new ArrayList<>();
    for (EventFriend friend : all) {
      Joined one = join(source, friend);
      joined.add(one);
      for (Column column : friend.source().columns()) {
        String path = friend.path(column.name());
        if (friend.by().contains(column.name())) {
          // they are those of the source
          continue;
        }
        if (own.contains(path) || owners.containsKey(path)) {
          throw InputException.at(friend.source().origin())
              .expected("a name of the friend with which its columns have new ones")
              .found(path + ", which is there")
              .remedy("give the friend another name")
              .exception();
        }
        Column schema = one.absent > 0 ? AbsentValues.schema(column) : column;
        owners.put(path, new Owner(one, column.name(), schema.withName(path)));
      }
    }
    this.friends = List.copyOf(joined);
  }

  private static Joined join(EventSource source, EventFriend friend) {
    EventSource other = friend.source();
    if (friend.by().isEmpty()) {
      if (other.entries() != source.entries()) {
        throw InputException.at(other.origin())
            .expected(
                source.entries() + " events, as " + source.origin() + " has, whose friend it is")
            .found(Long.toString(other.entries()))
            .remedy("say by which columns its events are found, as in `by: [run, event]`")
            .exception();
      }
      return new Joined(friend, null, 0, 0);
    }
    requireColumns(source, friend.by());
    requireColumns(other, friend.by());
    FriendIndex index = FriendIndex.of(other, friend.by());
    int[] entries = index.entries(source, friend.by());
    long absent = 0;
    for (int entry : entries) {
      absent += entry < 0 ? 1 : 0;
    }
    return new Joined(friend, entries, absent, index.duplicates());
  }

  private static void requireColumns(EventSource source, List<String> by) {
    Table columns = Table.of(source.origin(), source.columns());
    for (String name : by) {
      if (columns.find(name).isEmpty()) {
        throw InputException.at(source.origin())
            .expected("a column " + name + ", by which a friend is found")
            .found("none")
            .nearest(name, columns.names())
            .exception();
      }
      FriendIndex.integers(source, columns.column(name));
    }
  }

  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public List<Column> columns() {
    List<Column> all = new ArrayList<>(source.columns());
    owners.values().forEach(owner -> all.add(owner.schema));
    return all;
  }

  @Override
  public List<Unreadable> unreadable() {
    List<Unreadable> all = new ArrayList<>(source.unreadable());
    for (Joined one : friends) {
      for (Unreadable column : one.friend.source().unreadable()) {
        all.add(new Unreadable(one.friend.path(column.name()), column.reason()));
      }
    }
    return all;
  }

  @Override
  public List<String> members() {
    List<String> all = new ArrayList<>(source.members());
    all.addAll(owners.keySet());
    return all;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(source.notes());
    for (Joined one : friends) {
      String name = "friend " + one.friend.name();
      one.friend.source().notes().forEach(note -> notes.add(name + ": " + note));
      if (one.absent > 0) {
        notes.add(
            name
                + ": of "
                + one.absent
                + " of "
                + source.entries()
                + " events it has none: their values are missing (NaN, no text, no items)");
      }
      if (one.duplicates > 0) {
        notes.add(
            name
                + ": "
                + one.duplicates
                + (one.duplicates == 1 ? " event has" : " events have")
                + " the "
                + String.join(", ", one.friend.by())
                + " of one before, which is the one that is taken");
      }
    }
    return notes;
  }

  @Override
  public long entries() {
    return source.entries();
  }

  @Override
  public List<Cluster> clusters() {
    return source.clusters();
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries());
    List<String> mine = new ArrayList<>();
    Map<Joined, List<String>> theirs = new LinkedHashMap<>();
    for (String name : columns) {
      Owner owner = owners.get(name);
      if (owner == null) {
        mine.add(name);
      } else {
        theirs.computeIfAbsent(owner.friend, _ -> new ArrayList<>()).add(owner.column);
      }
    }
    Map<String, Column> read = new HashMap<>();
    if (!mine.isEmpty()) {
      source.read(mine, first, count).columns().forEach(c -> read.put(c.name(), c));
    }
    theirs.forEach((one, names) -> {
      for (Column column : read(one, names, first, count)) {
        String path = one.friend.path(column.name());
        read.put(path, column.withName(path));
      }
    });
    return Table.of(
        origin(), columns.stream().map(n -> Objects.requireNonNull(read.get(n))).toList());
  }

  private static List<Column> read(Joined one, List<String> names, long first, int count) {
    EventSource from = one.friend.source();
    if (one.entries == null) {
      return from.read(names, first, count).columns();
    }
    int[] entries = new int[count];
    System.arraycopy(one.entries, (int) first, entries, 0, count);
    Table there = FriendEntries.read(from, names, entries);
    return one.absent == 0
        ? there.columns()
        : there.columns().stream().map(c -> AbsentValues.in(from, c, entries)).toList();
  }

  @Override
  public void close() {
    friends.forEach(one -> one.friend.source().close());
    source.close();
  }
}
