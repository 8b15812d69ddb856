package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;

/// Matrix-product benchmark, GFLOP/s in float32: square matrices, and the shapes of a training step
/// (forward `X W^T`, the gradients `G W` and `G^T X`).
final class MatmulBenchmark {
  private MatmulBenchmark() {}

  /// Shapes of one matrix product.
  ///
  /// @param transposed `none`, `a` or `b`: the operand that is stored as its transpose
  record Case(int m, int n, int k, String transposed) {
    @Override
    public String toString() {
      return m + "," + n + "," + k + "," + transposed;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int n : new int[] {256, 384, 512, 768, 1024, 1536, 2048}) {
      cases.add(new Case(n, n, n, "none"));
    }
    for (int width : new int[] {32, 64, 128, 300, 1024}) {
      for (int events : new int[] {256, 8192}) {
        cases.add(new Case(events, width, NetworkCase.FEATURES, "b"));
        cases.add(new Case(events, width, width, "b"));
        cases.add(new Case(events, width, width, "none"));
        cases.add(new Case(width, width, events, "a"));
        cases.add(new Case(width, NetworkCase.FEATURES, events, "a"));
      }
    }
    return cases;
  }

  static void run(Settings settings) {
    Map<Case, Double> best = new LinkedHashMap<>();
    ThreadPool pool = ThreadPool.of(settings.threads());
    for (int round = 0; round < settings.rounds(); round++) {
      for (Case one : cases()) {
        if (one.toString().contains(settings.only())) {
          best.merge(one, seconds(one, settings, pool), Math::min);
        }
      }
    }
    double peak = FmaPeak.gflops(settings);
    System.err.printf(
        Locale.ROOT,
        "# %s; a loop of multiply-adds in registers: %.1f GFLOP/s a thread%n",
        Kernels.INSTANCE.describe(),
        peak);
    System.out.println("m,n,k,transposed,gflops");
    System.out.printf(Locale.ROOT, "0,0,0,peak,%.1f%n", peak * settings.threads());
    best.forEach((one, seconds) ->
        System.out.printf(Locale.ROOT, "%s,%.1f%n", one, 2e-9 * one.m * one.n * one.k / seconds));
  }

  // With several threads each computes its own product, as the engine does with the shards of a
  // batch.
  private static double seconds(Case one, Settings settings, ThreadPool pool) {
    int threads = settings.threads();
    Matrix a = matrix(one.m, one.k, one.transposed.equals("a"));
    Matrix b = matrix(one.k, one.n, one.transposed.equals("b"));
    List<float[]> c = IntStream.range(0, threads).mapToObj(t -> new float[one.m * one.n]).toList();
    int times = Math.clamp(2_000_000L / ((long) one.m * one.n * one.k), 1, 100);
    Stopwatch.Time time =
        Stopwatch.measured(
            settings,
            () ->
                pool.parallelFor(
                    threads,
                    t -> {
                      for (int i = 0; i < times; i++) {
                        Kernels.INSTANCE.product(a, b, c.get(t), 0, false);
                      }
                    }));
    verify(one, a, b, c.getFirst());
    return time.seconds() / times / threads;
  }

  // Against float64, for some elements: the error of k roundings, each at most half a unit.
  private static void verify(Case one, Matrix a, Matrix b, float[] c) {
    for (int at = 0; at < c.length; at += Math.max(1, c.length / 97)) {
      double exact = 0;
      double size = 0;
      for (int k = 0; k < one.k; k++) {
        double term = (double) element(a, at / one.n, k) * element(b, k, at % one.n);
        exact += term;
        size += Math.abs(term);
      }
      if (!(Math.abs(c[at] - exact) <= one.k * 0x1p-24 * size)) {
        throw new IllegalStateException(one + ": " + c[at] + " is not " + exact);
      }
    }
  }

  private static float element(Matrix x, int row, int column) {
    int at = x.transposed() ? column * x.rows() + row : row * x.columns() + column;
    return x.values()[x.offset() + at];
  }

  private static Matrix matrix(int rows, int columns, boolean transposed) {
    Rng rng = Rng.of(rows);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rng.normal(i);
    }
    return transposed
        ? Matrix.of(values, 0, columns, rows).transpose()
        : Matrix.of(values, 0, rows, columns);
  }
}
