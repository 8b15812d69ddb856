package org.jpsi.formats.root;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Reader of packed numbers, or of fixed arrays of them.
final class PackedItems implements ItemReader {
  private final PackedNumber packing;
  private final List<Integer> shape;
  private final int width;
  private double[] values = {};
  private int size;

  /// @param shape of fixed arrays; none of single numbers
  PackedItems(PackedNumber packing, List<Integer> shape) {
    this.packing = packing;
    this.shape = shape;
    this.width = ArrayShape.length(shape);
  }

  @Override
  public void read(RootInput b, int n) {
    int more = b.count(n, packing.bytes() * width) * width;
    if (more > values.length - size) {
      values = Arrays.copyOf(values, Growth.capacity(size, more));
    }
    for (int i = 0; i < more; i++) {
      values[size++] = packing.read(b);
    }
  }

  @Override
  public int rows() {
    return size / width;
  }

  @Override
  public void columns(List<Column> into) {
    if (packing.type() == NumberType.FLOAT64) {
      double[] all = Arrays.copyOf(values, size);
      into.add(NumberColumn.of("", "", NumberType.FLOAT64, width, all).withShape(shape));
      return;
    }
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) values[i];
    }
    into.add(NumberColumn.of("", "", NumberType.FLOAT32, width, floats).withShape(shape));
  }
}
