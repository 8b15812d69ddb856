package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Iterator over the events of a tree in chunks. The branches of a large chunk are read in
/// parallel, which changes nothing but the time: each branch has its own cursor, and of several
/// errors that of the first branch is thrown.
final class RootChunkIterator implements Iterator<Table> {
  // below that, handing work over costs more than it saves
  private static final long WORTH_THREADS = 1 << 20;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;

  private final String origin;
  private final List<String> names;
  private final List<BranchReader> branches;
  private final long events;
  private final int chunk;
  private final long eventBytes;
  private long at;
  private boolean begun;

  RootChunkIterator(
      String origin, List<String> names, List<BranchReader> branches, long events, int chunk) {
    this.origin = origin;
    this.names = names;
    this.branches = branches;
    this.events = events;
    this.chunk = chunk;
    this.eventBytes = branches.stream().mapToLong(BranchReader::eventBytes).sum();
    long heap = (long) (HEAP * Runtime.getRuntime().maxMemory());
    long rows = Math.min(chunk, events);
    if (eventBytes > 0 && rows > heap / eventBytes) {
      throw InputException.at(origin)
          .expected("events that fit into " + (heap >> 20) + " MB of memory")
          .found(rows + " of " + eventBytes + " bytes each")
          .remedy("read fewer columns, or give the JVM more memory (-Xmx)")
          .exception();
    }
  }

  @Override
  public boolean hasNext() {
    // a tree without events is one empty table, which knows its columns
    return at < events || !begun;
  }

  @Override
  public Table next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    begun = true;
    int rows = (int) Math.min(chunk, events - at);
    boolean parallel = branches.size() > 1 && rows * eventBytes >= WORTH_THREADS;
    Map<String, Column> byName = new LinkedHashMap<>();
    for (List<Column> columns : parallel ? parallel(rows) : serial(rows)) {
      columns.forEach(c -> byName.put(c.name(), c));
    }
    at += rows;
    return Table.of(origin, names.stream().map(n -> column(byName, n)).toList());
  }

  private static Column column(Map<String, Column> byName, String name) {
    return Objects.requireNonNull(byName.get(name));
  }

  private List<List<Column>> serial(int rows) {
    return branches.stream().map(b -> b.read(at, rows)).toList();
  }

  private List<List<Column>> parallel(int rows) {
    long from = at;
    List<List<Column>> columns = new ArrayList<>(Collections.nCopies(branches.size(), List.of()));
    ThreadPool.standard()
        .parallelFor(branches.size(), b -> columns.set(b, branches.get(b).read(from, rows)));
    return columns;
  }
}
