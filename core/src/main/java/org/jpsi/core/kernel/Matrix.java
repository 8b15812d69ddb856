package org.jpsi.core.kernel;

/// A `rows` x `columns` matrix seen in an array: row-major from `offset`, its rows `stride` apart,
/// or, `transposed`, the transpose of a `columns` x `rows` matrix that lies there so.
public record Matrix(
    float[] values, int offset, int rows, int columns, int stride, boolean transposed) {
  public Matrix {
    int lines = transposed ? columns : rows;
    int length = transposed ? rows : columns;
    if (rows < 0
        || columns < 0
        || offset < 0
        || stride < length
        || (lines > 0 && offset + (lines - 1L) * stride + length > values.length)) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " from " + offset + " does not fit into " + values.length);
    }
  }

  /// Row-major, without gaps.
  public static Matrix of(float[] values, int offset, int rows, int columns) {
    return new Matrix(values, offset, rows, columns, columns, false);
  }

  public Matrix transpose() {
    return new Matrix(values, offset, columns, rows, stride, !transposed);
  }

  /// Rows `from` to `to - 1`.
  public Matrix rows(int from, int to) {
    return new Matrix(values, offset + from * rowStride(), to - from, columns, stride, transposed);
  }

  /// How far apart two neighbors of one column lie.
  int rowStride() {
    return transposed ? 1 : stride;
  }

  /// How far apart two neighbors of one row lie.
  int columnStride() {
    return transposed ? stride : 1;
  }
}
