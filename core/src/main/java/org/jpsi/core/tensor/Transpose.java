package org.jpsi.core.tensor;

import java.util.List;

/// `y[j, i] = x[i, j]`; `dx[i, j] = g[j, i]`.
record Transpose(Tensor x, Shape shape) implements Operation {
  static Transpose of(Tensor x) {
    if (x.shape().rank() != 2) {
      throw new IllegalArgumentException("transpose of " + x.shape());
    }
    return new Transpose(x, Shape.of(x.shape().size(1), x.shape().size(0)));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x);
  }

  @Override
  public void forward(Tensor output) {
    int rows = shape.size(0);
    int columns = shape.size(1);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        output.values()[output.offset() + r * columns + c] = x.values()[x.offset() + c * rows + r];
      }
    }
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.into(x);
    if (dx != null) {
      int rows = shape.size(0);
      int columns = shape.size(1);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          dx[c * rows + r] += g[r * columns + c];
        }
      }
    }
  }
}
