package org.jpsi.core.kernel;

/// Strided view of a `rows` x `columns` matrix in an array: row-major from `offset`, its rows
/// `stride` apart, or, `transposed`, the transpose of a `columns` x `rows` matrix stored so.
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

  /// The distance between neighbors of one column.
  int rowStride() {
    return transposed ? 1 : stride;
  }

  /// The distance between neighbors of one row.
  int columnStride() {
    return transposed ? stride : 1;
  }
}
