package org.jpsi.formats.rntuple;

import java.util.Arrays;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;

/// Filler of collections; one that is absent has no items.
final class ListFiller implements ColumnFiller {
  private final FieldColumns columns;
  private final ColumnFiller items;
  private final ColumnReaders readers;
  private int[] offsets = new int[1];
  private int lists;

  ListFiller(FieldStep.Items step, ColumnFiller items, ColumnReaders readers) {
    this.columns = step.ends();
    this.items = items;
    this.readers = readers;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    long[] ends = readers.ends(columns, cluster, from, count);
    int before = items.rows();
    int more = ItemLimit.sum(before, ends[count] - ends[0], 1) - before;
    room(count);
    for (int i = 1; i <= count; i++) {
      offsets[lists + i] = before + (int) (ends[i] - ends[0]);
    }
    lists += count;
    items.append(cluster, ends[0], more);
  }

  @Override
  public void appendMissing(int count) {
    room(count);
    Arrays.fill(offsets, lists + 1, lists + count + 1, offsets[lists]);
    lists += count;
  }

  private void room(int more) {
    int needed = ItemLimit.sum(lists + 1L, more, Integer.BYTES);
    if (needed > offsets.length) {
      offsets = Arrays.copyOf(offsets, lists == 0 ? needed : ItemLimit.capacity(needed));
    }
  }

  @Override
  public int rows() {
    return lists;
  }

  @Override
  public Column column(String name) {
    int[] all = offsets.length == lists + 1 ? offsets : Arrays.copyOf(offsets, lists + 1);
    return JaggedColumn.of(name, all, items.column(name));
  }
}
