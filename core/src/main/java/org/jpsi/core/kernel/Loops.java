package org.jpsi.core.kernel;

/// Addition of arrays and of rows to a matrix, by {@link Kernels#add}.
public final class Loops {
  private Loops() {}

  /// `y += x`.
  public static void addTo(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Kernels.INSTANCE.add(x, xOffset, y, yOffset, n);
  }

  /// Adds the same row to each of `rows` rows.
  public static void addRow(
      float[] row, int rowOffset, float[] y, int yOffset, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      Kernels.INSTANCE.add(row, rowOffset, y, yOffset + r * columns, columns);
    }
  }
}
