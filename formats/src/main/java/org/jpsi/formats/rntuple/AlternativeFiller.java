package org.jpsi.formats.rntuple;

import org.jpsi.core.table.Column;

/// Filler of one alternative of a variant: its values, missing where the variant holds another.
final class AlternativeFiller implements ColumnFiller {
  private final FieldStep.Alternative step;
  private final ColumnFiller values;
  private final ColumnReaders readers;
  // of the cluster the least index that may come: values follow one another
  private long next;

  AlternativeFiller(FieldStep.Alternative step, ColumnFiller values, ColumnReaders readers) {
    this.step = step;
    this.values = values;
    this.readers = readers;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    PageReader reader = readers.of(step.tags(), 0, cluster);
    next = 0;
    reader.read(
        cluster,
        from,
        count,
        new PageReader.Sink() {
          @Override
          public void page(byte[] page, int n, int first, int some) {
            appendRuns(cluster, reader, page, first, first + some);
          }

          @Override
          public void zeros(int some) {
            values.appendMissing(some);
          }
        });
  }

  private void appendRuns(ClusterPages cluster, PageReader reader, byte[] page, int from, int to) {
    int i = from;
    while (i < to) {
      int tag = PageDecoder.switchTag(page, i);
      long index = PageDecoder.switchIndex(page, i);
      boolean here = tag == step.number();
      if (tag < 0 || tag > step.of() || here && index < next) {
        throw reader
            .location(cluster)
            .damaged("has a variant of alternative " + tag + " at " + index);
      }
      int run = i + 1;
      while (run < to
          && (PageDecoder.switchTag(page, run) == step.number()) == here
          && (!here || PageDecoder.switchIndex(page, run) == index + run - i)) {
        run++;
      }
      if (here) {
        next = index + run - i;
        values.append(cluster, index, run - i);
      } else {
        values.appendMissing(run - i);
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
