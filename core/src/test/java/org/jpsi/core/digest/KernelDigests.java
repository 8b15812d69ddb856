package org.jpsi.core.digest;

import java.util.Locale;
import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.Sums;
import org.jpsi.core.random.Rng;

/// Digests of kernels, a line for each family.
final class KernelDigests {
  private static final Kernels KERNELS = Kernels.INSTANCE;
  private static final int[] SIZES = {1, 7, 16, 33, 100};

  private KernelDigests() {}

  private interface Function {
    void apply(float[] x, int xOffset, float[] y, int yOffset, int n);
  }

  static void into(Digests digests) {
    products(digests);
    dense(digests);
    function(digests, "exp", KERNELS::exp);
    function(digests, "expm1", KERNELS::expm1);
    function(digests, "log", KERNELS::log);
    function(digests, "log1p", KERNELS::log1p);
    function(digests, "sigmoid", KERNELS::sigmoid);
    function(digests, "tanh", KERNELS::tanh);
    function(digests, "softplus", KERNELS::softplus);
    function(digests, "normalCdf", KERNELS::normalCdf);
    function(digests, "erf", KERNELS::erf);
    function(digests, "sin", KERNELS::sin);
    function(digests, "cos", KERNELS::cos);
    function(digests, "relu", KERNELS::relu);
    loops(digests);
    sums(digests);
  }

  private static void function(Digests digests, String name, Function function) {
    float[] x = Numbers.patterns(49_999);
    float[] y = new float[x.length];
    function.apply(x, 0, y, 0, x.length);
    float[] short13 = new float[17];
    function.apply(x, 5, short13, 2, 13);
    digests.line("kernel." + name).add(y).add(short13);
  }

  private static void products(Digests digests) {
    Digest product = digests.line("kernel.product");
    Digest packed = digests.line("kernel.product.packed");
    for (int n : SIZES) {
      // k over more than one block
      int k = n == 33 ? 2 * Kernels.KC + 5 : 2 * n;
      Matrix a = Matrix.of(Numbers.normal(n, (n + 3) * k), 0, n + 3, k);
      Matrix b = Matrix.of(Numbers.normal(n + 1, k * 3 * n), 0, k, 3 * n);
      Matrix thin = Matrix.of(Numbers.normal(n + 2, k), 0, k, 1);
      Matrix transposed = Matrix.of(Numbers.normal(n + 3, 3 * n * k), 0, 3 * n, k).transpose();
      for (Matrix right : new Matrix[] {b, thin, transposed}) {
        float[] c = Numbers.normal(n + 4, (n + 3) * right.columns());
        KERNELS.product(a, right, c, 0, true);
        product.add(c);
        KERNELS.product(a, right, c, 0, false);
        product.add(c);
        KERNELS.product(a, KERNELS.pack(right), c, 0, true);
        packed.add(c);
      }
      float[] c = new float[k * 3 * n];
      Matrix d = Matrix.of(Numbers.normal(n + 5, (n + 3) * 3 * n), 0, n + 3, 3 * n);
      KERNELS.product(a.transpose(), d, c, 0, false);
      product.add(c);
    }
  }

  private static void dense(Digests digests) {
    for (Dense.Activation activation : Dense.Activation.values()) {
      Digest digest = digests.line("kernel.dense." + activation.name().toLowerCase(Locale.ROOT));
      for (int n : SIZES) {
        Matrix weight = Matrix.of(Numbers.normal(n, 3 * n * n), 0, 3 * n, n);
        Dense layer = Dense.of(weight, Numbers.normal(n + 1, 3 * n), 0, activation);
        float[] y = new float[Dense.paddedWidth(3 * n)];
        KERNELS.dense(layer, Numbers.normal(n + 2, n), y, new float[y.length]);
        for (int i = 0; i < 3 * n; i++) {
          digest.add(y[i]);
        }
      }
    }
  }

  private static void loops(Digests digests) {
    Digest bias = digests.line("kernel.bias");
    Digest columns = digests.line("kernel.addColumns");
    Digest drop = digests.line("kernel.drop");
    Digest gate = digests.line("kernel.gate");
    Digest add = digests.line("kernel.add");
    Digest back = digests.line("kernel.reluBackward");
    for (int n : SIZES) {
      for (boolean relu : new boolean[] {false, true}) {
        float[] y = Numbers.normal(n, 5 * n + 1);
        KERNELS.bias(Numbers.normal(n + 1, n), 0, y, 1, 5, n, relu);
        bias.add(y);
      }
      float[] into = Numbers.normal(n + 2, n);
      KERNELS.addColumns(Numbers.normal(n + 3, 20 * (n + 2)), 1, 20, n, n + 2, into, 0);
      columns.add(into);
      int[] low = new int[16 * n];
      int[] high = new int[16 * n];
      for (int i = 0; i < low.length; i++) {
        low[i] = (int) Rng.of(n).bits(2L * i);
        high[i] = (int) Rng.of(n).bits(2L * i + 1);
      }
      float[] dropped = Numbers.normal(n + 4, 64 * n + 1);
      KERNELS.dropout(low, high, n, 20_000, 1.25f, dropped, 1);
      drop.add(dropped);
      float[] y = Numbers.normal(n + 5, n);
      float[] g = Numbers.normal(n + 6, n);
      KERNELS.reluDropoutBackward(y, g, n / 3, n, 1.25f);
      gate.add(g);
      KERNELS.add(y, 0, g, 0, n);
      add.add(g);
      KERNELS.reluBackward(y, g, into, n);
      back.add(into);
    }
  }

  private static void sums(Digests digests) {
    Digest sum = digests.line("kernel.sum");
    Digest dot = digests.line("kernel.dot");
    Digest columns = digests.line("kernel.sumOfColumns");
    for (int n : new int[] {0, 1, 15, 16, 17, 1000}) {
      float[] x = Numbers.normal(n, n + 1);
      float[] y = Numbers.normal(n + 1, n + 2);
      sum.add(Sums.sum(x, 1, n));
      dot.add(Sums.dot(x, 1, y, 2, n));
      float[] into = new float[3];
      Sums.columns(Numbers.normal(n + 2, 3 * n), 0, n, 3, into, 0);
      columns.add(into);
    }
  }
}
