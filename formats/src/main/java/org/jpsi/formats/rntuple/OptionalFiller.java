package org.jpsi.formats.rntuple;

import org.jpsi.core.table.Column;

/// Filler of optional values: those that are there, and missing ones between them.
final class OptionalFiller implements ColumnFiller {
  private final FieldColumns columns;
  private final ColumnFiller values;
  private final ColumnReaders readers;

  OptionalFiller(FieldStep.Optional step, ColumnFiller values, ColumnReaders readers) {
    this.columns = step.ends();
    this.values = values;
    this.readers = readers;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    long[] ends = readers.ends(columns, cluster, from, count);
    int i = 0;
    while (i < count) {
      int run = i;
      while (run < count && ends[run + 1] - ends[run] == 1) {
        run++;
      }
      if (run > i) {
        values.append(cluster, ends[i], run - i);
      }
      i = run;
      while (run < count && ends[run + 1] == ends[run]) {
        run++;
      }
      if (run > i) {
        values.appendMissing(run - i);
      } else if (run < count && ends[run + 1] - ends[run] > 1) {
        throw readers
            .of(columns, 0, cluster)
            .location(cluster)
            .damaged("has an optional value of " + (ends[run + 1] - ends[run]) + " items");
      }
      i = run;
    }
  }

  @Override
  public void appendMissing(int count) {
    values.appendMissing(count);
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public Column column(String name) {
    return values.column(name);
  }
}
