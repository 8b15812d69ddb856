package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.Column;

/// Reader of fixed arrays of what is no number: lists of one length.
final class RepeatedItems implements ItemReader {
  private final int length;
  private final ItemReader items;
  private final int leastBytes;
  private final Growth.Offsets offsets = new Growth.Offsets();

  RepeatedItems(ItemLayout.Repeated layout) {
    this.length = layout.length();
    this.items = layout.item().reader();
    this.leastBytes = Math.max(1, layout.item().leastBytes());
  }

  @Override
  public void read(RootInput b, int n) {
    for (int i = 0; i < n; i++) {
      items.read(b, b.count(length, leastBytes));
      offsets.end(items.rows());
    }
  }

  @Override
  public int rows() {
    return offsets.lists();
  }

  @Override
  public void columns(List<Column> into) {
    offsets.columns(items, into);
  }
}
