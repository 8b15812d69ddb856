package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Source of the events of one RNTuple. Columns within different collections are read in parallel,
/// which changes nothing but the time: each group of them has its own readers, and of several
/// errors that of the first group is thrown.
final class RNTupleSource implements EventSource {
  // below that, handing work over costs more than it saves
  private static final long WORTH_THREADS = 1 << 20;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;

  private final RNTuple ntuple;
  private final String origin;
  private final Map<String, FieldColumn> fields = new LinkedHashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<String> members = new ArrayList<>();
  // by the first physical column
  private final Map<Integer, ColumnReaders> readers = new LinkedHashMap<>();

  RNTupleSource(RNTuple ntuple, String origin) {
    this.ntuple = ntuple;
    this.origin = origin;
    List<FieldWalk.Found> found = FieldWalk.of(ntuple.tree());
    List<String> names = FieldPath.distinct(found.stream().map(FieldWalk.Found::path).toList());
    for (int i = 0; i < names.size(); i++) {
      FieldWalk.Found one = found.get(i);
      boolean member = one.path().depth() > 0;
      FieldValues values = one.values();
      if (values == null) {
        unreadable.add(new Unreadable(names.get(i), one.reason()));
      } else {
        FieldColumn field = new FieldColumn(names.get(i), member, one.unit(), one.steps(), values);
        fields.put(field.name(), field);
        ColumnReaders own = readers.computeIfAbsent(field.firstPhysical(), _ -> ntuple.readers());
        columns.put(field.name(), ColumnFiller.of(field, own).column(field.name()));
      }
      if (member) {
        members.add(names.get(i));
      }
    }
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }

  @Override
  public List<Unreadable> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public List<String> members() {
    return List.copyOf(members);
  }

  @Override
  public long entries() {
    return ntuple.entries();
  }

  @Override
  public List<Cluster> clusters() {
    return ntuple.clusters().stream().map(c -> new Cluster(c.first(), c.end())).toList();
  }

  @Override
  public Table read(List<String> names, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries());
    Map<Integer, List<FieldColumn>> groups = new LinkedHashMap<>();
    long eventBytes = 0;
    for (String name : names) {
      FieldColumn field = field(name);
      groups.computeIfAbsent(field.firstPhysical(), _ -> new ArrayList<>()).add(field);
      eventBytes += bytes(field);
    }
    requireMemory(count, eventBytes);
    List<ClusterPages> clusters = ntuple.clusters(first, first + count);
    List<List<FieldColumn>> work = List.copyOf(groups.values());
    List<List<Column>> read = new ArrayList<>(Collections.nCopies(work.size(), List.of()));
    if (work.size() > 1 && count * eventBytes >= WORTH_THREADS) {
      ThreadPool.standard()
          .parallelFor(work.size(), g -> read.set(g, read(work.get(g), clusters, first, count)));
    } else {
      for (int g = 0; g < work.size(); g++) {
        read.set(g, read(work.get(g), clusters, first, count));
      }
    }
    if (first + count == entries()) {
      // who chains many files need not hold the last pages of all
      readers.values().forEach(ColumnReaders::release);
    }
    Map<String, Column> byName = new LinkedHashMap<>();
    read.forEach(some -> some.forEach(c -> byName.put(c.name(), c)));
    return Table.of(
        origin, names.stream().map(n -> Objects.requireNonNull(byName.get(n))).toList());
  }

  private List<Column> read(
      List<FieldColumn> wanted, List<ClusterPages> clusters, long first, int count) {
    ColumnReaders own = Objects.requireNonNull(readers.get(wanted.getFirst().firstPhysical()));
    List<ColumnFiller> fillers = wanted.stream().map(f -> ColumnFiller.of(f, own)).toList();
    for (ClusterPages cluster : clusters) {
      long from = Math.max(first, cluster.first());
      int some = (int) (Math.min(first + count, cluster.end()) - from);
      fillers.forEach(filler -> filler.append(cluster, from - cluster.first(), some));
    }
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < fillers.size(); i++) {
      all.add(fillers.get(i).column(wanted.get(i).name()));
    }
    return all;
  }

  /// The least bytes of memory that an event takes.
  private static long bytes(FieldColumn field) {
    long bytes =
        switch (field.values()) {
          case FieldValues.Numbers numbers -> 4L * numbers.width();
          case FieldValues.Texts _, FieldValues.Counts _ -> 8;
        };
    for (FieldStep step : field.steps()) {
      switch (step) {
        case FieldStep.Items _ -> {
          // of which there may be none
          return 4;
        }
        case FieldStep.Repeated array -> bytes *= array.length();
        case FieldStep.Optional _, FieldStep.Alternative _ -> {}
      }
    }
    return bytes;
  }

  private void requireMemory(int count, long eventBytes) {
    long heap = (long) (HEAP * Runtime.getRuntime().maxMemory());
    if (eventBytes > 0 && count > heap / eventBytes) {
      throw InputException.at(origin)
          .expected("events that fit into " + (heap >> 20) + " MB of memory")
          .found(count + " of " + eventBytes + " bytes each")
          .remedy("read fewer columns, or give the JVM more memory (-Xmx)")
          .exception();
    }
  }

  private FieldColumn field(String name) {
    FieldColumn field = fields.get(name);
    if (field != null) {
      return field;
    }
    for (Unreadable u : unreadable) {
      if (u.name().equals(name)) {
        throw InputException.at(origin)
            .says("cannot read " + name + ": " + u.reason())
            .remedy("leave it out, or write it as a field of numbers")
            .exception();
      }
    }
    throw InputException.at(origin)
        .expected("a field " + name)
        .found(fields.size() + " others")
        .nearest(name, fields.keySet())
        .remedy("`jpsi inspect` lists what is there")
        .exception();
  }

  @Override
  public void close() {
    ntuple.close();
  }
}
