package org.jpsi.core.tensor;

import java.util.List;

/// Strided copy (permute, slice with a step): `y[i, j, ..] = x[start + i stride_0 + j stride_1 +
/// ..]`; `dx` there gets `g`.
record StridedOp(Tensor x, Shape shape, int start, int[] strides) implements Operation {
  /// Axis `i` of the output is axis `order[i]` of `x`.
  static Tensor permuted(Tensor x, int... order) {
    int[] sizes = new int[order.length];
    int[] strides = new int[order.length];
    boolean[] seen = new boolean[order.length];
    boolean right = order.length == x.shape().rank();
    for (int i = 0; right && i < order.length; i++) {
      int axis = x.shape().axis(order[i]);
      right = !seen[axis];
      seen[axis] = true;
      sizes[i] = x.shape().size(axis);
      strides[i] = x.shape().stride(axis);
    }
    if (!right) {
      throw new IllegalArgumentException(
          "permute of " + x.shape() + " to " + java.util.Arrays.toString(order));
    }
    return Tensor.of(new StridedOp(x, Shape.of(sizes), 0, strides));
  }

  /// Elements `start`, `start + step`, .. below `end` of one axis; negative bounds count from the
  /// end, bounds beyond are moved to it, as in Python.
  static Tensor slice(Tensor x, int axis, int start, int end, int step) {
    int dim = x.shape().axis(axis);
    int size = x.shape().size(dim);
    if (step < 1) {
      throw new IllegalArgumentException(
          "slice of " + x.shape() + ": expected a step of 1 or more, found " + step);
    }
    int from = bound(start, size);
    int length = Math.max(0, bound(end, size) - from);
    Shape shape = x.shape().with(dim, (length + step - 1) / step);
    int first = from * x.shape().stride(dim);
    if (step == 1 && x.shape().product(0, dim) == 1) {
      return ViewOp.of(x, shape.count() == 0 ? 0 : first, shape);
    }
    int[] strides = new int[shape.rank()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = x.shape().stride(i) * (i == dim ? step : 1);
    }
    return Tensor.of(new StridedOp(x, shape, first, strides));
  }

  private static int bound(int at, int size) {
    return Math.clamp(at < 0 ? (long) at + size : at, 0, size);
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x);
  }

  /// Whether it exchanges the last two axes: transposes each of the matrices along the others.
  boolean transposesMatrices() {
    int rank = shape.rank();
    boolean right = rank >= 2 && start == 0 && shape.count() == x.count();
    for (int axis = 0; right && axis < rank; axis++) {
      int stride =
          axis == rank - 2 ? 1 : axis == rank - 1 ? shape.size(rank - 2) : shape.stride(axis);
      right = strides[axis] == stride;
    }
    return right;
  }

  private static void copy(float[] x, int from, int step, float[] y, int to, int n) {
    if (step == 1) {
      System.arraycopy(x, from, y, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[to + i] = x[from + i * step];
    }
  }

  private static void add(float[] g, int from, float[] dx, int to, int step, int n) {
    for (int i = 0; i < n; i++) {
      dx[to + i * step] += g[from + i];
    }
  }

  @Override
  public void forward(Tensor output) {
    float[] from = x.data();
    float[] y = output.data();
    int width = width();
    int step = stride(1);
    int apart = stride(2);
    int run = run();
    for (int row = 0, to = 0; to < shape.count(); row += run) {
      int begin = x.offset() + begin(row);
      for (int i = 0; i < run; i++, to += width) {
        copy(from, begin + i * apart, step, y, to, width);
      }
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.accumulator(x);
    if (dx == null) {
      return;
    }
    int width = width();
    int step = stride(1);
    int apart = stride(2);
    int run = run();
    for (int row = 0, from = 0; from < shape.count(); row += run) {
      int begin = begin(row);
      for (int i = 0; i < run; i++, from += width) {
        add(g, from, dx, begin + i * apart, step, width);
      }
    }
  }

  private int width() {
    return shape.rank() == 0 ? 1 : shape.size(-1);
  }

  // The rows that lie at equal distances.
  private int run() {
    return shape.rank() < 2 ? 1 : shape.size(-2);
  }

  // Of the last axis, or the one before.
  private int stride(int fromEnd) {
    return strides.length < fromEnd ? 1 : strides[strides.length - fromEnd];
  }

  // Where a row of the output begins in x.
  private int begin(int row) {
    int at = start;
    int rest = row;
    for (int axis = shape.rank() - 2; axis >= 0; axis--) {
      at += rest % shape.size(axis) * strides[axis];
      rest /= shape.size(axis);
    }
    return at;
  }
}
