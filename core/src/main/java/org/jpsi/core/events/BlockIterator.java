package org.jpsi.core.events;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jspecify.annotations.Nullable;

/// Iterator over the blocks of a chain in which events pass; the last one is held, no other.
final class BlockIterator implements Iterator<EventBlock> {
  private final EventPlan plan;
  private final List<String> wanted;
  private final boolean weighted;
  private final boolean labeled;
  private int source;
  private long at;
  private @Nullable EventBlock next;

  /// @param wanted columns of the blocks' tables
  BlockIterator(EventPlan plan, List<String> wanted, boolean weighted, boolean labeled) {
    this.plan = plan;
    this.wanted = wanted;
    this.weighted = weighted;
    this.labeled = labeled;
  }

  @Override
  public boolean hasNext() {
    List<EventSource> sources = plan.chain().sources();
    while (next == null && source < sources.size()) {
      EntryRange entries = plan.entries(source);
      at = Math.max(at, entries.begin());
      if (at >= entries.end()) {
        source++;
        at = 0;
      } else {
        int count = (int) Math.min(EventBlock.SIZE, entries.end() - at);
        Table rows = plan.rows(source, at, count);
        at += count;
        next = rows.rows() == 0 ? null : block(rows);
      }
    }
    return next != null;
  }

  private EventBlock block(Table rows) {
    return new EventBlock(rows.select(wanted), source, weights(rows), labels(rows));
  }

  private double[] weights(Table rows) {
    if (weighted) {
      return rows.numbers(Events.WEIGHT).toDoubles();
    }
    double[] ones = new double[rows.rows()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private String[] labels(Table rows) {
    String[] labels = new String[labeled ? rows.rows() : 0];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ((TextColumn) rows.column(Events.LABEL)).value(i);
    }
    return labels;
  }

  @Override
  public EventBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    EventBlock block = next;
    next = null;
    return Objects.requireNonNull(block);
  }
}
