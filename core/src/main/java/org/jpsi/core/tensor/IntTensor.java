package org.jpsi.core.tensor;

import java.util.Arrays;

/// Integers with a shape: indices, exact however many elements they count. (Indices may be float32
/// tensors as well, columns of a batch for instance, where they are at most 2^24.)
///
/// ```java
/// Tensor chosen = table.rows(IntTensor.of(2, 0, 2)); // [3, ..]
/// ```
public final class IntTensor {
  private final int[] values;
  private final Shape shape;

  private IntTensor(int[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /// A vector of copies of `values`.
  public static IntTensor of(int... values) {
    return new IntTensor(values.clone(), Shape.of(values.length));
  }

  /// The numbers of a tensor, each of which has to be whole and within 2^24, up to which float32
  /// has all of them: else an IllegalArgumentException. A recorded step cannot repeat it: there
  /// give the tensor itself as index.
  public static IntTensor of(Tensor whole) {
    float[] found = whole.toArray();
    int[] values = new int[found.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) found[i];
      if (values[i] != found[i] || Math.abs(values[i]) > Index.LARGEST_FLOAT) {
        throw new IllegalArgumentException(
            "IntTensor of "
                + whole.shape()
                + ": found "
                + found[i]
                + " at position "
                + i
                + ", expected whole numbers from -2^24 to 2^24");
      }
    }
    return new IntTensor(values, whole.shape());
  }

  /// The same numbers, row-major, in another shape of the same count; one size may be -1, which is
  /// inferred.
  public IntTensor reshape(int... sizes) {
    Shape other = shape.infer(sizes);
    if (other.count() != values.length) {
      throw new IllegalArgumentException("reshape of " + shape + " to " + other);
    }
    return new IntTensor(values, other);
  }

  public Shape shape() {
    return shape;
  }

  /// A copy of the numbers, row-major.
  public int[] toArray() {
    return values.clone();
  }

  // Not copied.
  int[] data() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntTensor ints
        && shape.equals(ints.shape)
        && Arrays.equals(values, ints.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values) + " in " + shape;
  }
}
