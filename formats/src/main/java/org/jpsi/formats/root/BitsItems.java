package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberType;

/// Reader of the bits of TObjects. After those of an object that others refer to, the number of the
/// process that made it is stored.
final class BitsItems implements ItemReader {
  private static final int IS_REFERENCED = 0x10;

  private final NumberItems bits = new NumberItems(NumberType.UINT32, List.of());

  @Override
  public void read(RootInput b, int n) {
    for (int i = 0; i < n; i++) {
      bits.read(b, 1);
      if ((bits.last(1) & IS_REFERENCED) != 0) {
        b.skip(2);
      }
    }
  }

  @Override
  public int rows() {
    return bits.rows();
  }

  @Override
  public void columns(List<Column> into) {
    bits.columns(into);
  }
}
