package org.jpsi.formats.rntuple;

import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;

/// Filler of fixed arrays of what is no number: lists of one length.
final class ArrayFiller implements ColumnFiller {
  private final int length;
  private final ColumnFiller items;
  private int lists;

  ArrayFiller(int length, ColumnFiller items) {
    this.length = length;
    this.items = items;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    items.append(
        cluster, ItemLimit.product(from, length), ItemLimit.sum(0, (long) count * length, 1));
    lists += count;
  }

  @Override
  public void appendMissing(int count) {
    items.appendMissing(ItemLimit.sum(0, (long) count * length, 1));
    lists += count;
  }

  @Override
  public int rows() {
    return lists;
  }

  @Override
  public Column column(String name) {
    int[] offsets = new int[lists + 1];
    for (int i = 0; i <= lists; i++) {
      offsets[i] = i * length;
    }
    return JaggedColumn.of(name, offsets, items.column(name));
  }
}
