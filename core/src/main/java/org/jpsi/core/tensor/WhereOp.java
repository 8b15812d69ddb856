package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;

/// Where operation (NumPy's where): `y = a` where the condition is not 0, else `b`; `da = g` there,
/// `db = g` elsewhere.
record WhereOp(
    BroadcastOperand condition,
    BroadcastOperand a,
    BroadcastOperand b,
    Shape shape,
    float[] block,
    float[] gradientBlock)
    implements Operation {
  static Tensor of(Tensor condition, Tensor a, Tensor b) {
    Shape shape = a.shape().broadcast("where", b.shape()).broadcast("where", condition.shape());
    int length = Math.min(shape.count(), BroadcastOperand.BLOCK);
    return Tensor.of(
        new WhereOp(
            BroadcastOperand.of(condition.detach(), shape),
            BroadcastOperand.of(a, shape),
            BroadcastOperand.of(b, shape),
            shape,
            new float[length],
            new float[length]));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(condition.tensor(), a.tensor(), b.tensor());
  }

  @Override
  public void forward(Tensor output) {
    for (int from = 0; from < shape.count(); from += block.length) {
      int n = Math.min(block.length, shape.count() - from);
      choose(condition.read(from, n), a.read(from, n), b.read(from, n), block, n);
      System.arraycopy(block, 0, output.data(), from, n);
    }
  }

  private static void choose(float[] condition, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = condition[i] != 0 ? a[i] : b[i];
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] da = adjoints.accumulator(a.tensor());
    float[] db = adjoints.accumulator(b.tensor());
    if (da != null) {
      backward(g, a, da, true);
    }
    if (db != null) {
      backward(g, b, db, false);
    }
  }

  private void backward(float[] g, BroadcastOperand side, float[] into, boolean where) {
    side.beginReduction();
    for (int from = 0; from < shape.count(); from += block.length) {
      int n = Math.min(block.length, shape.count() - from);
      System.arraycopy(g, from, block, 0, n);
      Arrays.fill(gradientBlock, 0);
      float[] c = condition.read(from, n);
      for (int i = 0; i < n; i++) {
        gradientBlock[i] = (c[i] != 0) == where ? block[i] : 0;
      }
      side.reduce(gradientBlock, from, n, into);
    }
    side.endReduction(into);
  }
}
