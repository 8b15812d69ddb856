package org.jpsi.core.tensor;

import java.util.Arrays;

/// Values as Java has them. While a step is recorded reading them is noticed: such a step runs
/// eagerly.
sealed interface ValueMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// A copy of the values, row-major.
  default float[] toArray() {
    return Arrays.copyOfRange(self().read(), self().offset(), self().offset() + self().count());
  }

  /// A copy of the values, row-major, in float64.
  default double[] toDoubleArray() {
    float[] from = self().read();
    double[] copy = new double[self().count()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = from[self().offset() + i];
    }
    return copy;
  }

  /// A copy as nested arrays: a `float[][]` for two axes; a Float for none.
  default Object toNested() {
    return NestedArrays.of(self());
  }

  /// The only element.
  default float item() {
    if (self().count() != 1) {
      throw new IllegalArgumentException("item() of a tensor of shape " + self().shape());
    }
    return self().read()[self().offset()];
  }

  /// One element, by its index along each axis; negative ones count from the end.
  default float get(int... index) {
    Shape shape = self().shape();
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException("get " + Arrays.toString(index) + " of " + shape);
    }
    int at = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int size = shape.size(axis);
      int here = index[axis] < 0 ? index[axis] + size : index[axis];
      if (here < 0 || here >= size) {
        throw new IllegalArgumentException("get " + Arrays.toString(index) + " of " + shape);
      }
      at = at * size + here;
    }
    return self().read()[self().offset() + at];
  }
}
