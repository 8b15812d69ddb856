package org.jpsi.core.kernel;

/// Plain loops, one operation each, which C2 vectorizes by itself: an element's bits cannot depend
/// on it.
public final class Loops {
  private Loops() {}

  /// `y += x`.
  public static void addTo(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  /// Adds the same row to each of `rows` rows.
  public static void addRow(
      float[] row, int rowOffset, float[] y, int yOffset, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      addTo(row, rowOffset, y, yOffset + r * columns, columns);
    }
  }

  /// `y = max(x, 0)`; NaN stays, -0 becomes +0.
  public static void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i];
      y[yOffset + i] = v <= 0 ? 0 : v;
    }
  }

  /// A mask of `scale` where the 24 high bits reach `threshold`, else 0.
  public static void mask(int[] bits, int threshold, float scale, float[] mask, int n) {
    for (int i = 0; i < n; i++) {
      mask[i] = (bits[i] >>> 8) >= threshold ? scale : 0;
    }
  }
}
