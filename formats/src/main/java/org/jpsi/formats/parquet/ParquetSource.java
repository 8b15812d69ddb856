package org.jpsi.formats.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.Budget;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Source of the events of a Parquet file. The columns of a large range are read in parallel, which
/// changes nothing but the time.
final class ParquetSource implements EventSource {
  // below that, handing work over costs more than it saves
  private static final long WORTH_THREADS = 1 << 20;
  // of the heap; the rest is for what is done with the events
  private static final double HEAP = 0.9;
  private static final int VALUE_BYTES = 8;
  // Pages that are unpacked for one column in one read: no page of real data is longer than this
  // many times its compressed length, but for those of few bytes.
  private static final long FREE_PAGES = 64 << 20;
  private static final long PAGES_PER_BYTE = 1032;

  private final ParquetBytes bytes;
  private final ParquetFooter footer;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// Source of a column.
  private record Source(Leaf leaf, Column column, ColumnCursor cursor) {}

  private ParquetSource(ParquetBytes bytes) {
    this.bytes = bytes;
    this.footer = ParquetFooter.read(bytes);
    Map<String, String> units = UnitTexts.of(footer.texts());
    List<String> missing = new ArrayList<>();
    List<String> nullLists = new ArrayList<>();
    for (int i = 0; i < footer.leaves().size(); i++) {
      Leaf leaf = footer.leaves().get(i);
      if (!leaf.reason().isEmpty()) {
        unreadable.add(new Unreadable(leaf.name(), leaf.reason()));
        continue;
      }
      int index = i;
      boolean nulls = any(index, (chunk, of) -> chunk.nullValues(of) > 0);
      if (nulls && leaf.integers()) {
        missing.add(leaf.name());
      }
      if (any(index, (chunk, of) -> chunk.nullLists(of) > 0)) {
        nullLists.add(leaf.name());
      }
      ParquetLocation location = new ParquetLocation(origin(), "column " + leaf.name());
      ColumnCursor cursor = new ColumnCursor(bytes, leaf, i, nulls, footer.groups(), location);
      String unit = units.getOrDefault(leaf.name(), leaf.element().meaning().unit());
      sources.put(
          leaf.name(), new Source(leaf, cursor.read(leaf.name(), unit, 0, 0, none()), cursor));
    }
    note(missing, "integers are missing in ", ", which is read as float64 with NaN");
    note(nullLists, "null lists are read as empty ones in ", "");
  }

  private void note(List<String> columns, String before, String after) {
    if (!columns.isEmpty()) {
      int more = columns.size() - 1;
      notes.add(
          before
              + "column "
              + columns.getFirst()
              + (more == 0 ? "" : " and " + more + (more == 1 ? " other" : " others"))
              + after);
    }
  }

  @FunctionalInterface
  private interface ChunkTest {
    boolean test(ColumnChunk chunk, Leaf leaf);
  }

  private boolean any(int index, ChunkTest test) {
    Leaf leaf = footer.leaves().get(index);
    return footer.groups().stream().anyMatch(g -> test.test(g.chunks().get(index), leaf));
  }

  private static Budget none() {
    return Budget.of("", "bytes", 0);
  }

  static ParquetSource open(Path file) {
    ParquetBytes bytes = new ParquetBytes(file);
    try {
      return new ParquetSource(bytes);
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  ParquetFooter footer() {
    return footer;
  }

  @Override
  public String origin() {
    return bytes.file();
  }

  @Override
  public List<Column> columns() {
    return sources.values().stream().map(Source::column).toList();
  }

  @Override
  public List<Unreadable> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public List<String> members() {
    return footer.leaves().stream().filter(Leaf::member).map(Leaf::name).toList();
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public long entries() {
    return footer.rows();
  }

  /// The row groups.
  @Override
  public List<Cluster> clusters() {
    return footer.groups().stream().map(g -> new Cluster(g.first(), g.end())).toList();
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries());
    List<Source> wanted = columns.stream().distinct().map(this::source).toList();
    requireMemory(count, (long) wanted.size() * VALUE_BYTES);
    Column[] read = new Column[wanted.size()];
    if (wanted.size() > 1 && (long) count * wanted.size() * VALUE_BYTES >= WORTH_THREADS) {
      ThreadPool.standard()
          .parallelFor(wanted.size(), (int i) -> read[i] = read(wanted.get(i), first, count));
    } else {
      for (int i = 0; i < read.length; i++) {
        read[i] = read(wanted.get(i), first, count);
      }
    }
    if (first + count == entries()) {
      // who chains many files need not hold the last pages of all
      sources.values().forEach(s -> s.cursor().release());
    }
    Map<String, Column> byName = new LinkedHashMap<>();
    for (Column column : read) {
      byName.put(column.name(), column);
    }
    return Table.of(
        origin(), columns.stream().map(n -> Objects.requireNonNull(byName.get(n))).toList());
  }

  private Column read(Source source, long first, int count) {
    Budget pages =
        Budget.growing(
            origin(), "bytes of pages in one read", FREE_PAGES, PAGES_PER_BYTE, bytes.size());
    Column column = source.column();
    return source.cursor().read(column.name(), column.unit(), first, count, pages);
  }

  private void requireMemory(int count, long eventBytes) {
    long heap = (long) (HEAP * Runtime.getRuntime().maxMemory());
    if (eventBytes > 0 && count > heap / eventBytes) {
      throw InputException.at(origin())
          .expected("events that fit into " + (heap >> 20) + " MB of memory")
          .found(count + " of " + eventBytes + " bytes each")
          .remedy("read fewer columns, or give the JVM more memory (-Xmx)")
          .exception();
    }
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source != null) {
      return source;
    }
    for (Unreadable u : unreadable) {
      if (u.name().equals(name)) {
        throw InputException.at(origin())
            .says("cannot read " + name + ": " + u.reason())
            .remedy("leave it out, or write it as numbers or text")
            .exception();
      }
    }
    throw InputException.at(origin())
        .expected("a column " + name)
        .found(sources.size() + " others")
        .nearest(name, sources.keySet())
        .remedy("`jpsi inspect` lists what is there")
        .exception();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
