package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Source of the events of one tree. The branches of a large range are read in parallel, and few of
/// them in parts, which changes nothing but the time: each has its own cursor, and of several
/// errors that of the first branch is thrown.
final class RootSource implements EventSource {
  // below that, handing work over costs more than it saves
  private static final long WORTH_THREADS = 1 << 20;
  // for each thread but one: threads end at about one time where tasks are several times as many
  private static final int PARTS = 8;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;

  private final RootFile file;
  private final String origin;
  private final RootTree tree;
  private final List<BranchReader> readers = new ArrayList<>();
  private final Map<String, ColumnSource> sources = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<String> members = new ArrayList<>();

  /// Source of a column: one of those of a branch.
  private record ColumnSource(BranchReader branch, int index, Column column) {}

  /// Part of what is read of a branch.
  private record Part(BranchReader.Reading reading, int number) {
    void read() {
      reading.read(number);
    }
  }

  RootSource(RootFile file, String origin, RootTree tree) {
    this.file = file;
    this.origin = origin;
    this.tree = tree;
    List<BranchPath> paths = tree.branches().stream().flatMap(RootSource::paths).toList();
    List<String> names = ColumnNames.of(paths);
    int next = 0;
    for (Branch branch : tree.branches()) {
      BranchReader reader = new BranchReader(file, branch, tree.branches());
      readers.add(reader);
      if (!branch.reason().isEmpty()) {
        unreadable.add(new Unreadable(names.get(next++), branch.reason()));
      }
      List<Column> columns = withoutRows(branch);
      for (int i = 0; i < columns.size(); i++) {
        String name = names.get(next++);
        sources.put(name, new ColumnSource(reader, i, columns.get(i).withName(name)));
      }
    }
    for (int i = 0; i < names.size(); i++) {
      if (paths.get(i).depth() > 0) {
        members.add(names.get(i));
      }
    }
  }

  /// The paths of what a branch gives: columns, or what cannot be read.
  private static Stream<BranchPath> paths(Branch branch) {
    if (branch.layout() != null) {
      return branch.layout().paths(branch.path()).stream();
    }
    return branch.text() || !branch.reason().isEmpty()
        ? Stream.of(branch.path())
        : branch.columns().stream().map(LeafColumn::path);
  }

  private static List<Column> withoutRows(Branch branch) {
    if (branch.layout() != null) {
      List<Column> columns = new ArrayList<>();
      branch.layout().reader().columns(columns);
      return columns.stream().map(c -> Units.with(c, branch.unit())).toList();
    }
    return branch.text()
        ? List.of(new TextColumn("", new String[0]))
        : branch.columns().stream().map(RootSource::withoutRows).toList();
  }

  private static Column withoutRows(LeafColumn leaf) {
    Class<?> number = NumberColumn.arrayType(leaf.type()).componentType();
    return NumberColumn.of(
        "", leaf.unit(), leaf.type(), leaf.width(), Array.newInstance(number, 0));
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<Column> columns() {
    return sources.values().stream().map(ColumnSource::column).toList();
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
    return tree.entries();
  }

  /// Between two clusters, all branches begin another basket.
  @Override
  public List<Cluster> clusters() {
    return RootClusters.of(tree);
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries());
    Map<BranchReader, List<BranchReader.Wanted>> wanted = new LinkedHashMap<>();
    for (String name : columns) {
      ColumnSource source = source(name);
      wanted
          .computeIfAbsent(source.branch(), _ -> new ArrayList<>())
          .add(new BranchReader.Wanted(name, source.index()));
    }
    long eventBytes =
        wanted.entrySet().stream().mapToLong(e -> e.getKey().bytes(e.getValue())).sum();
    requireMemory(count, eventBytes);
    boolean parallel = count * eventBytes >= WORTH_THREADS;
    ThreadPool pool = parallel ? ThreadPool.standard() : ThreadPool.SERIAL;
    // where there are few branches, each in parts
    int parts = Math.max(1, PARTS * (pool.size() - 1) / Math.max(1, wanted.size()));
    List<BranchReader.Reading> readings = new ArrayList<>();
    List<Part> tasks = new ArrayList<>();
    wanted.forEach((reader, some) -> {
      BranchReader.Reading reading = reader.reading(first, count, some, parts);
      readings.add(reading);
      for (int p = 0; p < reading.parts(); p++) {
        tasks.add(new Part(reading, p));
      }
    });
    pool.parallelFor(tasks.size(), t -> tasks.get(t).read());
    if (first + count == entries()) {
      // who chains many trees need not hold the last baskets of all
      readers.forEach(BranchReader::release);
      file.buffers().clear();
    }
    Map<String, Column> byName = new LinkedHashMap<>();
    readings.forEach(r -> r.columns().forEach(c -> byName.put(c.name(), c)));
    return Table.of(origin, columns.stream().map(n -> column(byName, n)).toList());
  }

  private static Column column(Map<String, Column> byName, String name) {
    return Objects.requireNonNull(byName.get(name));
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

  private ColumnSource source(String name) {
    ColumnSource source = sources.get(name);
    if (source != null) {
      return source;
    }
    for (Unreadable u : unreadable) {
      if (u.name().equals(name)) {
        throw InputException.at(origin)
            .says("cannot read " + name + ": " + u.reason())
            .remedy("leave it out, or write it as a flat branch")
            .exception();
      }
    }
    throw InputException.at(origin)
        .expected("a branch " + name)
        .found(sources.size() + " others")
        .nearest(name, sources.keySet())
        .remedy("`jpsi inspect` lists what is there")
        .exception();
  }

  @Override
  public void close() {
    file.close();
  }
}
