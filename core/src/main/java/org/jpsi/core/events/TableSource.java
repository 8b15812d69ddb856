package org.jpsi.core.events;

import java.util.List;
import java.util.Objects;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Table in memory as a source of events.
record TableSource(Table table) implements EventSource {
  @Override
  public String origin() {
    return table.origin();
  }

  @Override
  public List<Column> columns() {
    return table.slice(0, 0).columns();
  }

  @Override
  public long entries() {
    return table.rows();
  }

  @Override
  public Table read(List<String> columns, long first, int count) {
    Objects.checkFromIndexSize(first, count, entries());
    Table wanted = table.select(columns);
    return count == table.rows() ? wanted : wanted.slice((int) first, (int) first + count);
  }
}
