package org.jpsi.core.kernel;

/// A `rows` x `columns` matrix seen in an array: row-major from `offset`, or, `transposed`, the
/// transpose of what lies there (a `columns` x `rows` matrix, row-major).
public record Matrix(float[] values, int offset, int rows, int columns, boolean transposed) {
  public Matrix {
    if (rows < 0 || columns < 0 || offset < 0 || offset + (long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " from " + offset + " does not fit into " + values.length);
    }
  }

  public static Matrix of(float[] values, int offset, int rows, int columns) {
    return new Matrix(values, offset, rows, columns, false);
  }

  public Matrix transpose() {
    return new Matrix(values, offset, columns, rows, !transposed);
  }

  /// How far apart two neighbors of one column lie.
  int rowStride() {
    return transposed ? 1 : columns;
  }

  /// How far apart two neighbors of one row lie.
  int columnStride() {
    return transposed ? rows : 1;
  }
}
