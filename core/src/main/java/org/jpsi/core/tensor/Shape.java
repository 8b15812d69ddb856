package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor's axes, outermost first: `[events, features]`; `[]` is a scalar.
public final class Shape {
  /// The shape of a scalar.
  public static final Shape SCALAR = new Shape();

  private final int[] sizes;
  private final int count;

  private Shape(int... sizes) {
    this.sizes = sizes;
    long product = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
      }
      product = product * size;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "more than 2^31 - 1 elements in " + Arrays.toString(sizes));
      }
    }
    count = (int) product;
  }

  /// A shape with these sizes, none negative.
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /// The number of axes.
  public int rank() {
    return sizes.length;
  }

  /// The size of one axis; negative ones count from the end.
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /// The number of elements.
  public int count() {
    return count;
  }

  /// A copy of the sizes.
  public int[] sizes() {
    return sizes.clone();
  }

  /// `axis` with negative ones counted from the end.
  int axis(int axis) {
    int positive = axis < 0 ? axis + rank() : axis;
    if (positive < 0 || positive >= rank()) {
      throw new IllegalArgumentException("no axis " + axis + " in " + this);
    }
    return positive;
  }

  Shape without(int axis) {
    int[] rest = new int[rank() - 1];
    for (int from = 0, to = 0; from < rank(); from++) {
      if (from != axis) {
        rest[to++] = sizes[from];
      }
    }
    return of(rest);
  }

  /// The product of the sizes of axes `from` to `to - 1`.
  int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= sizes[i];
    }
    return product;
  }

  /// NumPy's broadcasting: aligned at the last axis, a size of 1 (or none) is repeated.
  Shape broadcast(Shape other) {
    int[] common = new int[Math.max(rank(), other.rank())];
    for (int i = 1; i <= common.length; i++) {
      int mine = i <= rank() ? sizes[rank() - i] : 1;
      int its = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
      if (mine != its && mine != 1 && its != 1) {
        throw new IllegalArgumentException(
            "shapes " + this + " and " + other + " do not go together");
      }
      common[common.length - i] = mine == 1 ? its : mine;
    }
    return of(common);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
