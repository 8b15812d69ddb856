package org.jpsi.core.kernel;

import java.util.Arrays;
import java.util.Locale;
import org.jpsi.core.random.Rng;

/// Prints GFLOP/s of matrix products and million values per second of the functions, beside a check
/// of the bits against the scalar twin. Not a test: run its main with the shapes m,n,k to look at,
/// for example `256,128,128`.
final class ProductSpeed {
  private static final double SECONDS = 1;

  public static void main(String[] arguments) {
    System.out.println(Kernels.INSTANCE.describe());
    String[] shapes =
        arguments.length > 0
            ? arguments
            : new String[] {"256,128,128", "480,480,480", "256,128,28"};
    for (String shape : shapes) {
      int[] mnk = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
      for (int transposed = 0; transposed < 3; transposed++) {
        product(mnk[0], mnk[1], mnk[2], transposed == 2, transposed == 1);
      }
    }
    function("exp", Kernels.INSTANCE::exp);
    function("log", Kernels.INSTANCE::log);
    function("log1p", Kernels.INSTANCE::log1p);
    function("sigmoid", Kernels.INSTANCE::sigmoid);
    function("tanh", Kernels.INSTANCE::tanh);
    function("softplus", Kernels.INSTANCE::softplus);
    float[] ones = new float[4096];
    Rng rng = Rng.of(1);
    rate("drop", 4096, () -> Threefry.dropout(rng, 1L << 31, 99, 1, ones, 0, 4096), "M/s", 1e3);
  }

  private static void product(int m, int n, int k, boolean left, boolean right) {
    Matrix a = left ? matrix(k, m).transpose() : matrix(m, k);
    Matrix b = right ? matrix(n, k).transpose() : matrix(k, n);
    float[] c = new float[m * n];
    float[] twin = new float[m * n];
    Kernels.INSTANCE.product(a, b, c, 0, false);
    new ScalarKernels().product(a, b, twin, 0, false);
    String name =
        m
            + " x "
            + n
            + " x "
            + k
            + (left ? " A^T B" : right ? " A B^T" : " A B")
            + (Arrays.equals(c, twin) ? " same bits" : " OTHER BITS");
    rate(name, 2.0 * m * n * k, () -> Kernels.INSTANCE.product(a, b, c, 0, false), "GFLOP/s", 1);
  }

  private static Matrix matrix(int rows, int columns) {
    return Matrix.of(values(rows * columns), 0, rows, columns);
  }

  private static float[] values(int n) {
    Rng rng = Rng.of(n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) rng.normal(i);
    }
    return values;
  }

  private interface Function {
    void apply(float[] x, int xOffset, float[] y, int yOffset, int n);
  }

  private static void function(String name, Function function) {
    float[] x = values(4096);
    float[] y = new float[x.length];
    rate(name, x.length, () -> function.apply(x, 0, y, 0, x.length), "M/s", 1e3);
  }

  private static void rate(String name, double work, Runnable job, String unit, double scale) {
    double best = Double.MAX_VALUE;
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        job.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 10.0);
    }
    System.out.printf(Locale.ROOT, "%-40s %10.1f %s%n", name, scale * work / best, unit);
  }
}
