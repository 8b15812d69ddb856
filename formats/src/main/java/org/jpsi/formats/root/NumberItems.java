package org.jpsi.formats.root;

import java.lang.reflect.Array;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Reader of numbers, or of fixed arrays of them.
final class NumberItems implements ItemReader {
  private final NumberType type;
  private final List<Integer> shape;
  private final int width;
  private final int bytes;
  private Object values;
  private int size;
  private int capacity;

  /// @param shape of fixed arrays; none of single numbers
  NumberItems(NumberType type, List<Integer> shape) {
    this.type = type;
    this.shape = shape;
    this.width = ArrayShape.length(shape);
    this.bytes = LeafType.bytes(type);
    this.values = Array.newInstance(NumberColumn.arrayType(type).componentType(), 0);
  }

  @Override
  public void read(RootInput b, int n) {
    b.count(n, bytes * width);
    int more = n * width;
    if (more > capacity - size) {
      capacity = Growth.capacity(size, more);
      values = resized(capacity);
    }
    NumberCodec.copy(type, b.array(), b.at(), more, values, size);
    b.skip((long) more * bytes);
    size += more;
  }

  private Object resized(int length) {
    Object other = Array.newInstance(values.getClass().componentType(), length);
    System.arraycopy(values, 0, other, 0, size);
    return other;
  }

  /// The number `back` from the end, 1 for the last, which may count items of another member; -1
  /// where there are fewer.
  long last(int back) {
    return switch (values) {
      case int[] v when size >= back -> v[size - back];
      case long[] v when size >= back -> v[size - back];
      default -> -1;
    };
  }

  @Override
  public int rows() {
    return size / width;
  }

  @Override
  public void columns(List<Column> into) {
    Object all = size == capacity ? values : resized(size);
    into.add(NumberColumn.of("", "", type, width, all).withShape(shape));
  }
}
