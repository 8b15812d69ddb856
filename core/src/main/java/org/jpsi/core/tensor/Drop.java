package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Threefry;
import org.jpsi.core.random.Rng;

/// Inverted dropout (Srivastava et al., JMLR 15 (2014) 1929): `y = m x` with `m = 1 / (1 - rate)`
/// where the draw reaches `rate`, else 0; `dx = m g`.
record Drop(Tensor x, double rate, Rng rng, long counter, float[] mask) implements Operation {
  static Drop of(Tensor x, double rate, Rng rng, long counter) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout rate " + rate);
    }
    return new Drop(x, rate, rng, counter, new float[x.count()]);
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x);
  }

  @Override
  public Shape shape() {
    return x.shape();
  }

  @Override
  public void forward(Tensor output) {
    int n = x.count();
    int[] bits = new int[n];
    Threefry.high(rng, counter, bits, n);
    Loops.mask(bits, (int) Math.rint(rate * (1 << 24)), (float) (1 / (1 - rate)), mask, n);
    multiply(mask, x.fromZero(), output.values(), n);
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.into(x);
    if (dx != null) {
      for (int i = 0; i < dx.length; i++) {
        dx[i] += mask[i] * g[i];
      }
    }
  }

  private static void multiply(float[] mask, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mask[i] * x[i];
    }
  }
}
