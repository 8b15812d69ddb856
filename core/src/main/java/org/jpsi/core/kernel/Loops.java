package org.jpsi.core.kernel;

/// Loops over rows, made of one kernel each.
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

  /// A mask of `scale` where the 24 high bits reach `threshold`, which is at least 0, else 0.
  public static void mask(int[] bits, int threshold, float scale, float[] mask, int n) {
    for (int i = 0; i < n; i++) {
      // the sign bit of a difference instead of a comparison, which C2 would not vectorize
      mask[i] = scale * (((threshold - 1) - (bits[i] >>> 8)) >>> 31);
    }
  }
}
