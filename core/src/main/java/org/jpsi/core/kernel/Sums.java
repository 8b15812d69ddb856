package org.jpsi.core.kernel;

import java.util.Arrays;

/// Sums in one canonical order, whatever the machine.
public final class Sums {
  private static final int LANES = 16;

  // Small sums are many: their lanes are the thread's.
  private static final ThreadLocal<double[]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[LANES]);

  private Sums() {}

  /// The sum of `n` values in float64: lane `i mod 16` in ascending `i`, then the lanes along a
  /// fixed tree.
  public static double sum(float[] x, int offset, int n) {
    double[] lanes = lanes();
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        lanes[l] += x[offset + i + l];
      }
    }
    for (int i = whole; i < n; i++) {
      lanes[i - whole] += x[offset + i];
    }
    return tree(lanes);
  }

  /// The sum of `x y` in float64, in the order of {@link #sum}; each product is exact.
  public static double dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] lanes = lanes();
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        lanes[l] += (double) x[xOffset + i + l] * y[yOffset + i + l];
      }
    }
    for (int i = whole; i < n; i++) {
      lanes[i - whole] += (double) x[xOffset + i] * y[yOffset + i];
    }
    return tree(lanes);
  }

  /// `into[j] += sum over i of x[i, j]` for a row-major `rows` x `columns` matrix, in the order of
  /// a product with a row of ones: blocks of {@link Kernels#KC} rows from +0, the blocks added in
  /// order.
  public static void columns(
      float[] x, int offset, int rows, int columns, float[] into, int intoOffset) {
    for (int from = 0; from < rows; from += Kernels.KC) {
      Kernels.INSTANCE.addColumns(
          x,
          offset + from * columns,
          Math.min(Kernels.KC, rows - from),
          columns,
          columns,
          into,
          intoOffset);
    }
  }

  private static double[] lanes() {
    double[] lanes = SCRATCH.get();
    Arrays.fill(lanes, 0);
    return lanes;
  }

  private static double tree(double[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }
}
