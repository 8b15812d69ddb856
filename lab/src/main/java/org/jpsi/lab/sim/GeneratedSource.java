package org.jpsi.lab.sim;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jspecify.annotations.Nullable;

/// Generated events as a source. They are generated when they are first read; up to a million are
/// then kept for as long as there is memory, more are generated anew at each reading.
final class GeneratedSource implements EventSource {
  private static final long KEPT = 1_000_000;

  private final Generator generator;
  private final long events;
  private @Nullable SoftReference<Table> kept;

  GeneratedSource(Generator generator, long events) {
    this.generator = generator;
    this.events = events;
  }

  @Override
  public String origin() {
    return generator.table(0).origin();
  }

  @Override
  public List<Column> columns() {
    return generator.table(0).columns();
  }

  @Override
  public long entries() {
    return events;
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, events);
    Table all = table(first, count);
    return Table.of(all.origin(), columns.stream().map(all::column).toList());
  }

  private Table table(long first, int count) {
    if (events > KEPT) {
      return generator.table(first, first + count);
    }
    SoftReference<Table> before = kept;
    Table all = before == null ? null : before.get();
    if (all == null) {
      all = generator.table((int) events);
      kept = new SoftReference<>(all);
    }
    return count == events ? all : all.slice((int) first, (int) first + count);
  }
}
