package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;

/// Linear layers one behind the other, an event being one row. What lies between two of them has
/// its rows at the distance at which a product reads them where they lie.
record LinearStack(List<LinearStage> layers, ChainStage oneByOne) implements InferenceStage {
  // Products read up to so many rows more than there are.
  private static final int BEYOND = 8;

  static LinearStack of(List<LinearStage> layers, int inputs) {
    return new LinearStack(layers, ChainStage.of(layers, inputs));
  }

  @Override
  public int outputs() {
    return oneByOne.outputs();
  }

  @Override
  public int widest() {
    return oneByOne.widest();
  }

  @Override
  public void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace) {
    if (n < BEYOND) {
      oneByOne.forward(x, from, n, y, to, workspace);
      return;
    }
    int size = (n + BEYOND) * Math.max(Kernels.LINE, widest());
    float[] a = workspace.take(size);
    float[] b = workspace.take(size);
    Matrix source = Matrix.of(x, from, n, oneByOne.inputs());
    for (int i = 0; i < layers.size(); i++) {
      boolean last = i == layers.size() - 1;
      int out = layers.get(i).outputs();
      Matrix target =
          last
              ? Matrix.of(y, to, n, out)
              : new Matrix(i % 2 == 0 ? a : b, 0, n, out, distance(out), false);
      layers.get(i).product(source, target);
      source = target;
    }
    workspace.release(2);
  }

  private static int distance(int width) {
    return width <= Kernels.KC ? Kernels.LINE : width;
  }
}
