package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;

/// Expand operation: the values repeated to fill a larger shape; `dx = sum of g over the copies`.
record ExpandOp(BroadcastOperand x, Shape shape, float[] gradientBlock) implements Operation {
  /// A size of -1 means that of the axis of `x`, aligned at the last one.
  static Tensor of(Tensor x, int... sizes) {
    int[] all = sizes.clone();
    int added = sizes.length - x.shape().rank();
    for (int i = 0; i < all.length; i++) {
      if (all[i] == -1 && i >= added) {
        all[i] = x.shape().size(i - added);
      }
    }
    if (added < 0 || !fits(x.shape(), added, all)) {
      throw new IllegalArgumentException(
          "expand of " + x.shape() + " to " + Arrays.toString(sizes));
    }
    Shape shape = Shape.of(all);
    int length = Math.min(shape.count(), BroadcastOperand.BLOCK);
    return Tensor.of(new ExpandOp(BroadcastOperand.of(x, shape), shape, new float[length]));
  }

  private static boolean fits(Shape shape, int added, int... sizes) {
    for (int i = 0; i < sizes.length; i++) {
      int old = i < added ? 1 : shape.size(i - added);
      if (sizes[i] < 0 || (old != 1 && old != sizes[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x.tensor());
  }

  @Override
  public void forward(Tensor output) {
    x.copy(0, shape.count(), output.data());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x.tensor());
    if (dx == null) {
      return;
    }
    float[] g = adjoints.of(output);
    x.beginReduction();
    for (int from = 0; from < shape.count(); from += gradientBlock.length) {
      int n = Math.min(gradientBlock.length, shape.count() - from);
      System.arraycopy(g, from, gradientBlock, 0, n);
      x.reduce(gradientBlock, from, n, dx);
    }
    x.endReduction(dx);
  }
}
