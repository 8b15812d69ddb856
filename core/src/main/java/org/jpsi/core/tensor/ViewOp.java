package org.jpsi.core.tensor;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jpsi.core.kernel.Loops;

/// View operation: the values from `at` in another shape, not copied; `dx = g` there.
record ViewOp(Tensor x, int at, Shape shape) implements Operation {
  static Tensor of(Tensor x, Shape shape) {
    if (shape.count() != x.count()) {
      throw new IllegalArgumentException("reshape of " + x.shape() + " to " + shape);
    }
    return of(x, 0, shape);
  }

  static Tensor of(Tensor x, int at, Shape shape) {
    return Tensor.ofView(new ViewOp(x, at, shape));
  }

  /// An operation on a matrix `[rows, n]` applied to `[.., n]`: all axes but the last are its rows.
  static Tensor onRows(Tensor x, UnaryOperator<Tensor> operation) {
    Shape shape = x.shape();
    if (shape.rank() <= 2) {
      return operation.apply(x);
    }
    int rows = shape.product(0, shape.rank() - 1);
    Tensor y = operation.apply(of(x, Shape.of(rows, shape.size(-1))));
    return of(y, shape.with(-1, y.shape().size(1)));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x);
  }

  @Override
  public void forward(Tensor output) {
    // it is the input's array
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      Loops.addTo(adjoints.of(output), 0, dx, at, shape.count());
    }
  }
}
