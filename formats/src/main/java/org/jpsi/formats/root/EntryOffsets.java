package org.jpsi.formats.root;

import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Entry offsets of baskets that are stored without: they follow from the lengths of the values.
final class EntryOffsets {
  private final RootLocation location;

  EntryOffsets(RootLocation location) {
    this.location = location;
  }

  /// The data of a basket with offsets.
  ///
  /// @param counter cursor of the branch that counts the values of each entry, if there is one
  Basket.BasketData of(
      ItemLayout layout, Basket.BasketData data, Basket basket, @Nullable BranchCursor counter) {
    RootInput b = new RootInput(data.bytes(), 0, data.length(), 0, location);
    int[] offsets;
    if (layout instanceof ItemLayout.Items items && items.extent() == ItemLayout.Extent.END) {
      int[] counts = counts(basket, counter);
      offsets = new int[counts.length];
      counted(offsets, counts, items.item().leastBytes(), b);
    } else {
      // each value follows the one before
      offsets = new int[b.count(basket.entries(), Math.max(1, layout.leastBytes()))];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = b.at();
        layout.reader().read(b, 1);
      }
    }
    if (b.remaining() != 0) {
      throw location.damaged("does not say where its entries begin");
    }
    return new Basket.BasketData(data.bytes(), data.length(), offsets);
  }

  private int[] counts(Basket basket, @Nullable BranchCursor counter) {
    if (counter == null) {
      throw location.damaged("does not say where its entries begin");
    }
    return counter.integers(basket.first(), basket.entries());
  }

  private static void counted(int[] offsets, int[] counts, int bytes, RootInput b) {
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = b.at();
      b.skip((long) bytes * b.count(counts[i], bytes));
    }
  }

  /// Whether a column counts: integers, one per entry.
  static boolean counts(LeafColumn column) {
    return column.width() == 1
        && column.type() != NumberType.FLOAT32
        && column.type() != NumberType.FLOAT64;
  }
}
