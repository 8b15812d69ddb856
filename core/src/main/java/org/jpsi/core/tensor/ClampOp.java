package org.jpsi.core.tensor;

/// Clamp operation: `y = min(max(x, low), high)`; `dx = g` where `low < x < high`, 0 at the bounds
/// as in PyTorch, and as ReLU has it. NaN passes through.
record ClampOp(Tensor x, float low, float high, float[] buffer) implements SameShapeOp {
  ClampOp(Tensor x, float low, float high) {
    this(x, low, high, x.buffer());
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "clamp: expected low <= high, found [" + low + ", " + high + "]");
    }
  }

  @Override
  public void forward(Tensor output) {
    float[] from = x.fromZero(buffer);
    float[] y = output.data();
    for (int i = 0; i < x.count(); i++) {
      float v = from[i];
      y[i] = v < low ? low : v > high ? high : v;
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      float[] from = x.fromZero(buffer);
      for (int i = 0; i < dx.length; i++) {
        float v = from[i];
        dx[i] += v > low && v < high ? g[i] : 0;
      }
    }
  }
}
