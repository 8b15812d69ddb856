package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;

/// `y = a` where the condition is not 0, else `b`; `da = g` there, `db = g` elsewhere.
record WhereOp(
    BroadcastOperand condition,
    BroadcastOperand a,
    BroadcastOperand b,
    Shape shape,
    float[] piece,
    float[] back)
    implements Operation {
  static Tensor of(Tensor condition, Tensor a, Tensor b) {
    Shape shape = a.shape().broadcast("where", b.shape()).broadcast("where", condition.shape());
    int length = Math.min(shape.count(), BroadcastOperand.PIECE);
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
    for (int from = 0; from < shape.count(); from += piece.length) {
      int n = Math.min(piece.length, shape.count() - from);
      choose(condition.read(from, n), a.read(from, n), b.read(from, n), piece, n);
      System.arraycopy(piece, 0, output.values(), from, n);
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
    float[] da = adjoints.into(a.tensor());
    float[] db = adjoints.into(b.tensor());
    if (da != null) {
      backward(g, a, da, true);
    }
    if (db != null) {
      backward(g, b, db, false);
    }
  }

  private void backward(float[] g, BroadcastOperand side, float[] into, boolean where) {
    side.begin();
    for (int from = 0; from < shape.count(); from += piece.length) {
      int n = Math.min(piece.length, shape.count() - from);
      System.arraycopy(g, from, piece, 0, n);
      Arrays.fill(back, 0);
      float[] c = condition.read(from, n);
      for (int i = 0; i < n; i++) {
        back[i] = (c[i] != 0) == where ? piece[i] : 0;
      }
      side.collect(back, from, n, into);
    }
    side.end(into);
  }
}
