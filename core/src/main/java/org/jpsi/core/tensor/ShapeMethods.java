package org.jpsi.core.tensor;

/// Reshaping, permuting and slicing. Negative axes count from the end.
sealed interface ShapeMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Shape shapes() {
    return self().shape();
  }

  /// The same values, row-major, in another shape of the same count; one size may be -1, which is
  /// inferred. Not copied.
  default Tensor reshape(int... sizes) {
    return ViewOp.of(self(), shapes().infer(sizes));
  }

  /// The transpose of a matrix.
  default Tensor transpose() {
    if (shapes().rank() != 2) {
      throw new IllegalArgumentException("transpose of " + shapes() + ": give two axes");
    }
    return transpose(0, 1);
  }

  /// Swaps two axes.
  default Tensor transpose(int one, int other) {
    int[] order = new int[shapes().rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    order[shapes().axis(one)] = shapes().axis(other);
    order[shapes().axis(other)] = shapes().axis(one);
    return permute(order);
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of this.
  default Tensor permute(int... order) {
    return StridedOp.permuted(self(), order);
  }

  /// Without an axis, whose size is 1. Not copied.
  default Tensor squeeze(int axis) {
    int dim = shapes().axis(axis);
    if (shapes().size(dim) != 1) {
      throw new IllegalArgumentException(
          "squeeze of axis " + axis + " of " + shapes() + ": its size is not 1");
    }
    return ViewOp.of(self(), shapes().without(dim));
  }

  /// With a new axis of size 1 before axis `axis`; -1 makes it the last. Not copied.
  default Tensor unsqueeze(int axis) {
    int dim = axis < 0 ? axis + shapes().rank() + 1 : axis;
    if (dim < 0 || dim > shapes().rank()) {
      throw new IllegalArgumentException("unsqueeze of axis " + axis + " of " + shapes());
    }
    return ViewOp.of(self(), shapes().insert(dim));
  }

  /// Repeated to fill a larger shape, as broadcasting does; -1 keeps the size of an axis.
  default Tensor expand(int... sizes) {
    return ExpandOp.of(self(), sizes);
  }

  /// Elements `start` to `end - 1` of one axis; negative bounds count from the end, bounds beyond
  /// are moved to it, as in Python. Of the first axis it is not copied.
  default Tensor slice(int axis, int start, int end) {
    return slice(axis, start, end, 1);
  }

  /// Elements `start`, `start + step`, .. below `end` of one axis.
  default Tensor slice(int axis, int start, int end, int step) {
    return StridedOp.slice(self(), axis, start, end, step);
  }

  /// Element `index` of one axis, which disappears.
  default Tensor select(int axis, int index) {
    int size = shapes().size(axis);
    int at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw new IllegalArgumentException(
          "select " + index + " of axis " + axis + " of " + shapes());
    }
    return slice(axis, at, at + 1).squeeze(axis);
  }
}
