package org.jpsi.core.kernel;

import java.util.Arrays;

/// Sums and softmax of many short rows, which lie one after the other. Blocks of 64 rows are turned
/// over, so that each step is a loop over rows, from index 0, which C2 vectorizes; along a row the
/// order is that of {@link Sums} and {@link Exponentials}, with their bits.
public final class ShortRows {
  /// The longest rows for which this pays.
  public static final int MAX_LENGTH = 64;

  private static final int BLOCK = 64;

  private final int n;
  // element j of each row of a block
  private final float[][] x;
  private final float[][] y;
  private final float[] max = new float[BLOCK];
  private final float[] sum = new float[BLOCK];
  private final double[][] accumulators = new double[Sums.ACCUMULATORS][BLOCK];

  /// Scratch for rows of `n`.
  public ShortRows(int n) {
    this.n = n;
    x = new float[n][BLOCK];
    y = new float[n][BLOCK];
  }

  /// The sums of `rows` rows of `values` from `from` on, each as {@link Sums#sum}, rounded.
  public void sums(float[] values, int from, int rows, float[] into) {
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      turn(values, from + r * n, some, x);
      for (int l = 0; l < accumulators.length; l++) {
        Arrays.fill(accumulators[l], 0);
      }
      for (int j = 0; j < n; j++) {
        addTo(accumulators[j % accumulators.length], x[j]);
      }
      for (int half = accumulators.length / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          addTo(accumulators[l], accumulators[l + half]);
        }
      }
      round(accumulators[0], into, r, some);
    }
  }

  /// Softmax of `rows` rows of `values` from `from` on, written to `into` from index 0.
  public void softmax(float[] values, int from, int rows, float[] into) {
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      turn(values, from + r * n, some, x);
      exponentials(x);
      for (int j = 0; j < n; j++) {
        divide(x[j], sum);
      }
      turnBack(x, into, r * n, some);
    }
  }

  /// Log-softmax of `rows` rows of `values` from `from` on, written to `into` from index 0.
  public void logSoftmax(float[] values, int from, int rows, float[] into) {
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      turn(values, from + r * n, some, x);
      turn(values, from + r * n, some, y);
      exponentials(x);
      Kernels.INSTANCE.log(sum, 0, sum, 0, BLOCK);
      for (int j = 0; j < n; j++) {
        // the maximum first: the logarithm is small where one class dominates
        difference(y[j], max);
        subtract(y[j], sum);
      }
      turnBack(y, into, r * n, some);
    }
  }

  /// `dx += y (g - sum of g y)` by rows, of a softmax `output`, all from index 0.
  public void softmaxBackward(float[] g, float[] output, float[] dx, int rows) {
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      turn(g, r * n, some, x);
      turn(output, r * n, some, y);
      Arrays.fill(sum, 0);
      for (int j = 0; j < n; j++) {
        addProduct(sum, x[j], y[j]);
      }
      for (int j = 0; j < n; j++) {
        subtract(x[j], sum);
        multiply(x[j], y[j]);
      }
      addBack(x, dx, r * n, some);
    }
  }

  /// `dx += g - exp(y) sum of g` by rows, of a log-softmax `output`, all from index 0.
  public void logSoftmaxBackward(float[] g, float[] output, float[] dx, int rows) {
    for (int r = 0; r < rows; r += BLOCK) {
      int some = Math.min(BLOCK, rows - r);
      turn(g, r * n, some, x);
      turn(output, r * n, some, y);
      Arrays.fill(sum, 0);
      for (int j = 0; j < n; j++) {
        addTo(sum, x[j]);
      }
      for (int j = 0; j < n; j++) {
        Kernels.INSTANCE.exp(y[j], 0, y[j], 0, BLOCK);
        multiply(y[j], sum);
        subtract(x[j], y[j]);
      }
      addBack(x, dx, r * n, some);
    }
  }

  // exp(x - max), and their sums
  private void exponentials(float[][] x) {
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    for (float[] column : x) {
      maximum(max, column);
    }
    boolean finite = true;
    for (float value : max) {
      finite &= Float.isFinite(value);
    }
    Arrays.fill(sum, 0);
    for (float[] column : x) {
      if (finite) {
        subtract(column, max);
      } else {
        difference(column, max);
      }
      Kernels.INSTANCE.exp(column, 0, column, 0, BLOCK);
      addTo(sum, column);
    }
  }

  private static void turn(float[] values, int from, int rows, float[][] columns) {
    int n = columns.length;
    for (int j = 0; j < n; j++) {
      float[] column = columns[j];
      for (int r = 0; r < rows; r++) {
        column[r] = values[from + j + r * n];
      }
    }
  }

  private static void turnBack(float[][] columns, float[] values, int to, int rows) {
    int n = columns.length;
    for (int j = 0; j < n; j++) {
      float[] column = columns[j];
      for (int r = 0; r < rows; r++) {
        values[to + j + r * n] = column[r];
      }
    }
  }

  private static void addBack(float[][] columns, float[] values, int to, int rows) {
    int n = columns.length;
    for (int j = 0; j < n; j++) {
      float[] column = columns[j];
      for (int r = 0; r < rows; r++) {
        values[to + j + r * n] += column[r];
      }
    }
  }

  private static void round(double[] sums, float[] into, int at, int rows) {
    for (int r = 0; r < rows; r++) {
      into[at + r] = (float) sums[r];
    }
  }

  private static void addTo(double[] sums, float[] x) {
    for (int r = 0; r < BLOCK; r++) {
      sums[r] += x[r];
    }
  }

  private static void addTo(double[] sums, double[] x) {
    for (int r = 0; r < BLOCK; r++) {
      sums[r] += x[r];
    }
  }

  private static void addTo(float[] sums, float[] x) {
    for (int r = 0; r < BLOCK; r++) {
      sums[r] += x[r];
    }
  }

  private static void addProduct(float[] sums, float[] x, float[] y) {
    for (int r = 0; r < BLOCK; r++) {
      sums[r] = Math.fma(x[r], y[r], sums[r]);
    }
  }

  private static void maximum(float[] max, float[] x) {
    for (int r = 0; r < BLOCK; r++) {
      max[r] = Math.max(max[r], x[r]);
    }
  }

  private static void subtract(float[] x, float[] y) {
    for (int r = 0; r < BLOCK; r++) {
      x[r] -= y[r];
    }
  }

  private static void difference(float[] x, float[] max) {
    for (int r = 0; r < BLOCK; r++) {
      x[r] = Exponentials.difference(x[r], max[r]);
    }
  }

  private static void multiply(float[] x, float[] y) {
    for (int r = 0; r < BLOCK; r++) {
      x[r] *= y[r];
    }
  }

  private static void divide(float[] x, float[] y) {
    for (int r = 0; r < BLOCK; r++) {
      x[r] /= y[r];
    }
  }
}
