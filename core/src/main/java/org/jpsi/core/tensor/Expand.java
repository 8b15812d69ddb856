package org.jpsi.core.tensor;

import java.util.List;

/// The values repeated to fill a larger shape; `dx = sum of g over the copies`.
record Expand(Operand x, Shape shape, float[] back) implements Operation {
  static Tensor of(Tensor x, Shape shape) {
    if (!x.shape().broadcast("expand", shape).equals(shape)) {
      throw new IllegalArgumentException("expand of " + x.shape() + " to " + shape);
    }
    int length = Math.min(shape.count(), Operand.PIECE);
    return Tensor.of(new Expand(Operand.of(x, shape), shape, new float[length]));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x.tensor());
  }

  @Override
  public void forward(Tensor output) {
    x.copy(0, shape.count(), output.values());
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    float[] dx = adjoints.into(x.tensor());
    if (dx == null) {
      return;
    }
    float[] g = adjoints.of(output);
    x.begin();
    for (int from = 0; from < shape.count(); from += back.length) {
      int n = Math.min(back.length, shape.count() - from);
      System.arraycopy(g, from, back, 0, n);
      x.collect(back, from, n, dx);
    }
    x.end(dx);
  }
}
