package org.jpsi.core.kernel;

import java.util.Arrays;

/// Sums, dot products and column sums in one canonical order, whatever the machine.
public final class Sums {
  static final int ACCUMULATORS = 16;

  // Small sums are many: accumulators are kept per thread.
  private static final ThreadLocal<double[]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[ACCUMULATORS]);

  private Sums() {}

  /// The sum of `n` values in float64: accumulator `i mod 16` in ascending `i`, then the 16
  /// accumulators along a fixed tree.
  public static double sum(float[] x, int offset, int n) {
    double[] accumulators = accumulators();
    int whole = n - n % ACCUMULATORS;
    for (int i = 0; i < whole; i += ACCUMULATORS) {
      for (int l = 0; l < ACCUMULATORS; l++) {
        accumulators[l] += x[offset + i + l];
      }
    }
    for (int i = whole; i < n; i++) {
      accumulators[i - whole] += x[offset + i];
    }
    return tree(accumulators);
  }

  /// The sum of `(x - center)^2` in float64, in the order of {@link #sum}.
  public static double squares(float[] x, int offset, int n, double center) {
    double[] accumulators = accumulators();
    int whole = n - n % ACCUMULATORS;
    for (int i = 0; i < whole; i += ACCUMULATORS) {
      for (int l = 0; l < ACCUMULATORS; l++) {
        double d = x[offset + i + l] - center;
        accumulators[l] += d * d;
      }
    }
    for (int i = whole; i < n; i++) {
      double d = x[offset + i] - center;
      accumulators[i - whole] += d * d;
    }
    return tree(accumulators);
  }

  /// The sum of `x y` in float64, in the order of {@link #sum}; each product is exact.
  public static double dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double[] accumulators = accumulators();
    int whole = n - n % ACCUMULATORS;
    for (int i = 0; i < whole; i += ACCUMULATORS) {
      for (int l = 0; l < ACCUMULATORS; l++) {
        accumulators[l] += (double) x[xOffset + i + l] * y[yOffset + i + l];
      }
    }
    for (int i = whole; i < n; i++) {
      accumulators[i - whole] += (double) x[xOffset + i] * y[yOffset + i];
    }
    return tree(accumulators);
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

  private static double[] accumulators() {
    double[] accumulators = SCRATCH.get();
    Arrays.fill(accumulators, 0);
    return accumulators;
  }

  private static double tree(double[] accumulators) {
    for (int half = ACCUMULATORS / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        accumulators[l] += accumulators[l + half];
      }
    }
    return accumulators[0];
  }
}
