package org.jpsi.core.tensor;

import org.jpsi.core.kernel.ShortRows;

/// View of a tensor as slices along one axis, or along neighboring axes seen as one: element `k` of
/// slice `l = o inner + i` lies at `(o size + k) inner + i`.
record AxisView(int outer, int size, int inner) {
  // A block of fewer would be mostly empty.
  private static final int MIN_ROWS = 32;

  static AxisView of(Shape shape, int from, int to) {
    return new AxisView(
        shape.product(0, from), shape.product(from, to), shape.product(to, shape.rank()));
  }

  /// Whether slices are short rows, one after the other, and enough of them.
  boolean isShortRows() {
    return inner == 1 && size <= ShortRows.MAX_LENGTH && outer >= MIN_ROWS && size > 0;
  }

  /// Scratch of short rows; empty where slices are not.
  ShortRows shortRows() {
    return new ShortRows(isShortRows() ? size : 0);
  }

  int count() {
    return outer * inner;
  }

  /// The offset of a slice's first element; its elements are `inner` apart.
  int begin(int slice) {
    return slice / inner * size * inner + slice % inner;
  }

  /// Copies one slice of `x` to `row`, from index 0.
  void read(Tensor x, int slice, float[] row) {
    int from = x.offset() + begin(slice);
    if (inner == 1) {
      System.arraycopy(x.data(), from, row, 0, size);
    } else {
      read(x.data(), from, row);
    }
  }

  private void read(float[] x, int begin, float[] row) {
    for (int k = 0, at = begin; k < size; k++, at += inner) {
      row[k] = x[at];
    }
  }

  /// Writes `row` over one slice of `y`, which begins at index 0.
  void write(float[] row, float[] y, int slice) {
    for (int k = 0, at = begin(slice); k < size; k++, at += inner) {
      y[at] = row[k];
    }
  }
}
