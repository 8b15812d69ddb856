package org.jpsi.core.events;

import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;

/// Source whose columns have NaN in the place of codes of missing values.
record MissingCodesSource(EventSource source, MissingCodes codes) implements EventSource {
  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public List<Column> columns() {
    return codes.in(Table.of(origin(), source.columns())).columns();
  }

  @Override
  public List<Unreadable> unreadable() {
    return source.unreadable();
  }

  @Override
  public List<String> members() {
    return source.members();
  }

  @Override
  public List<String> notes() {
    return source.notes();
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
    return codes.in(source.read(columns, first, count));
  }

  @Override
  public Table read(List<String> columns) {
    return codes.in(source.read(columns));
  }

  @Override
  public void close() {
    source.close();
  }
}
