package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Shape of a tensor: the sizes of its axes, outermost first, `[events, features]`; `[]` is a
/// scalar.
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

  /// The stride of `axis`, which is not negative: the distance between neighbors along it.
  int stride(int axis) {
    return product(axis + 1, rank());
  }

  Shape without(int axis) {
    return replace(axis, SCALAR);
  }

  /// The shape with another size of one axis; negative axes count from the end.
  public Shape with(int axis, int size) {
    return replace(axis(axis), of(size));
  }

  /// The shape with a new first axis: `[events, ..]` of the shape of one event.
  public Shape prepend(int size) {
    int[] all = new int[rank() + 1];
    all[0] = size;
    System.arraycopy(sizes, 0, all, 1, rank());
    return of(all);
  }

  /// The shape with a new last axis.
  Shape append(int size) {
    int[] all = Arrays.copyOf(sizes, rank() + 1);
    all[rank()] = size;
    return of(all);
  }

  /// With the axes of `others` in the place of `axis`, which is not negative.
  Shape replace(int axis, Shape others) {
    int[] all = new int[rank() - 1 + others.rank()];
    System.arraycopy(sizes, 0, all, 0, axis);
    System.arraycopy(others.sizes, 0, all, axis, others.rank());
    System.arraycopy(sizes, axis + 1, all, axis + others.rank(), rank() - axis - 1);
    return of(all);
  }

  /// With a new axis of size 1 before `axis`, which is not negative.
  Shape insert(int axis) {
    int[] all = new int[rank() + 1];
    System.arraycopy(sizes, 0, all, 0, axis);
    all[axis] = 1;
    System.arraycopy(sizes, axis, all, axis + 1, rank() - axis);
    return of(all);
  }

  /// The shape of these sizes, where a -1 is inferred from this one's count.
  Shape infer(int... sizes) {
    int[] all = sizes.clone();
    int open = -1;
    long others = 1;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == -1 && open < 0) {
        open = i;
      } else {
        others *= all[i];
      }
    }
    if (open < 0) {
      return of(all);
    }
    if (others <= 0 || count % others != 0) {
      throw new IllegalArgumentException("reshape of " + this + " to " + Arrays.toString(sizes));
    }
    all[open] = (int) (count / others);
    return of(all);
  }

  /// The product of the sizes of axes `from` to `to - 1`.
  int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= sizes[i];
    }
    return product;
  }

  /// NumPy's broadcasting: aligned at the last axis, a size of 1 (or none) is repeated. `operation`
  /// is what a message names.
  Shape broadcast(String operation, Shape other) {
    if (!isBroadcastable(other)) {
      throw new IllegalArgumentException(operation + " of " + this + " and " + other);
    }
    int[] common = new int[Math.max(rank(), other.rank())];
    for (int i = 1; i <= common.length; i++) {
      common[common.length - i] = fromEnd(i) == 1 ? other.fromEnd(i) : fromEnd(i);
    }
    return of(common);
  }

  boolean isBroadcastable(Shape other) {
    for (int i = 1; i <= Math.min(rank(), other.rank()); i++) {
      if (fromEnd(i) != other.fromEnd(i) && fromEnd(i) != 1 && other.fromEnd(i) != 1) {
        return false;
      }
    }
    return true;
  }

  private int fromEnd(int i) {
    return i <= rank() ? sizes[rank() - i] : 1;
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
