package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.Column;

/// Reader of bytes that are no values.
final class SkippedItems implements ItemReader {
  private final int bytes;
  private int rows;

  SkippedItems(int bytes) {
    this.bytes = bytes;
  }

  @Override
  public void read(RootInput b, int n) {
    for (int i = 0; i < n; i++) {
      if (bytes == ItemLayout.Skipped.TOBJECT.bytes()) {
        ObjectReader.tObject(b);
      } else if (bytes == ItemLayout.Skipped.CLASS_NAME.bytes()) {
        b.string();
        b.skip(1);
      } else {
        b.skip(bytes);
      }
    }
    rows += n;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void columns(List<Column> into) {}
}
