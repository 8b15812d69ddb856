package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Kernels;

/// Softplus operation: `y = log(1 + exp(x))`; `dx = g sigmoid(x)`.
record SoftplusOp(Tensor x, Scratch scratch) implements SameShapeOp {
  SoftplusOp(Tensor x) {
    this(x, new Scratch());
  }

  @Override
  public void forward(Tensor output) {
    Kernels.INSTANCE.softplus(x.data(), x.offset(), output.data(), 0, x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      float[] slope = scratch.floats(dx.length);
      Kernels.INSTANCE.sigmoid(x.data(), x.offset(), slope, 0, dx.length);
      add(adjoints.of(output), slope, dx, dx.length);
    }
  }

  private static void add(float[] g, float[] slope, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] += g[i] * slope[i];
    }
  }
}
