package org.jpsi.core.tensor;

import java.util.List;

/// Indices along one axis of a tensor: whole numbers from 0, float32 numbers of a tensor, which a
/// replay reads again, or an {@link IntTensor}. Any other number, or one beyond the axis, is an
/// IllegalArgumentException.
sealed interface Index {
  /// Up to here float32 has every whole number.
  int LARGEST_FLOAT = 1 << 24;

  Shape shape();

  /// The tensors that an operation which has this index depends on, beside its other ones.
  List<Tensor> with(Tensor... others);

  /// The indices; not to be changed.
  int[] positions();

  /// Checks that an operation whose results are indices, as float32, can give those of all `size`
  /// elements along an axis.
  static void checkExact(String operation, int size) {
    if (size > LARGEST_FLOAT) {
      throw new IllegalArgumentException(
          operation + " along " + size + " elements: expected at most 2^24");
    }
  }

  static Index of(String operation, Tensor index, Shape x, int axis) {
    if (x.size(axis) > LARGEST_FLOAT) {
      throw new IllegalArgumentException(
          operation
              + " along axis "
              + axis
              + " of "
              + x
              + " by float32 numbers, which are exact only up to 2^24: give an IntTensor");
    }
    return new Floats(operation, index.detach(), x, axis, new Scratch());
  }

  static Index of(String operation, IntTensor index, Shape x, int axis) {
    int[] positions = index.data();
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0 || positions[i] >= x.size(axis)) {
        throw wrong(operation, x, axis, Integer.toString(positions[i]), i);
      }
    }
    return new Ints(index);
  }

  private static IllegalArgumentException wrong(
      String operation, Shape x, int axis, String found, int position) {
    return new IllegalArgumentException(
        operation
            + " from "
            + x
            + " along axis "
            + axis
            + ": index "
            + found
            + " at position "
            + position
            + ", expected whole numbers from 0 to "
            + (x.size(axis) - 1));
  }

  /// Indices that a tensor has.
  record Floats(String operation, Tensor index, Shape x, int axis, Scratch scratch)
      implements Index {
    @Override
    public Shape shape() {
      return index.shape();
    }

    @Override
    public List<Tensor> with(Tensor... others) {
      Tensor[] all = new Tensor[others.length + 1];
      System.arraycopy(others, 0, all, 0, others.length);
      all[others.length] = index;
      return List.of(all);
    }

    @Override
    public int[] positions() {
      int n = index.count();
      int size = x.size(axis);
      float[] values = index.data();
      int[] positions = scratch.ints(n);
      for (int i = 0; i < n; i++) {
        float found = values[index.offset() + i];
        positions[i] = (int) found;
        if (!(found >= 0 && found < size) || found != positions[i]) {
          throw wrong(operation, x, axis, Float.toString(found), i);
        }
      }
      return positions;
    }
  }

  /// Indices that do not change.
  record Ints(IntTensor index) implements Index {
    @Override
    public Shape shape() {
      return index.shape();
    }

    @Override
    public List<Tensor> with(Tensor... others) {
      return List.of(others);
    }

    @Override
    public int[] positions() {
      return index.data();
    }
  }
}
