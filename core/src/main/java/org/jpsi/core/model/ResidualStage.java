package org.jpsi.core.model;

import org.jpsi.core.kernel.Kernels;

/// Residual block, `y = x + f(x)`.
record ResidualStage(ChainStage inner) implements InferenceStage {
  @Override
  public int outputs() {
    return inner.outputs();
  }

  @Override
  public int widest() {
    return inner.widest();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    inner.forward(x, from, n, y, to, workspace);
    Kernels.INSTANCE.add(x, from, y, to, n * outputs());
  }
}
