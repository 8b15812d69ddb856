package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Sums;
import org.jspecify.annotations.Nullable;

/// Repeats a tensor along the axes it lacks, and sums what comes back along them.
final class Broadcast {
  private Broadcast() {}

  /// `x` with its values repeated to fill `shape`; itself where it fills it already.
  static Tensor of(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    float[] y = new float[shape.count()];
    int count = x.count();
    if (count > 0 && isTail(x.shape(), shape)) {
      for (int at = 0; at < y.length; at += count) {
        System.arraycopy(x.values(), x.offset(), y, at, count);
      }
    } else {
      int[] sources = sources(x.shape(), shape);
      for (int i = 0; i < y.length; i++) {
        y[i] = x.values()[x.offset() + sources[i]];
      }
    }
    return Tensor.view(y, 0, shape);
  }

  /// The transpose of repeating: adds to `into` each element's sum over its copies.
  static void fold(float[] full, Shape shape, Tensor x, float @Nullable [] into) {
    if (into == null) {
      return;
    }
    if (into.length == full.length) {
      Loops.addTo(full, 0, into, 0, full.length);
    } else if (into.length == 1) {
      into[0] += (float) Sums.sum(full, 0, full.length);
    } else if (into.length > 0 && isTail(x.shape(), shape)) {
      Sums.columns(full, 0, full.length / into.length, into.length, into, 0);
    } else {
      int[] sources = sources(x.shape(), shape);
      for (int i = 0; i < full.length; i++) {
        into[sources[i]] += full[i];
      }
    }
  }

  private static boolean isTail(Shape x, Shape shape) {
    for (int i = 1; i <= x.rank(); i++) {
      if (x.size(-i) != shape.size(-i)) {
        // leading axes of size 1 repeat the whole
        return x.product(0, x.rank() - i + 1) == 1;
      }
    }
    return true;
  }

  // Where each element of `shape` comes from.
  private static int[] sources(Shape x, Shape shape) {
    int[] from = new int[shape.count()];
    int inner = 1;
    int step = 1;
    for (int i = 1; i <= shape.rank(); i++) {
      int size = shape.size(-i);
      int its = i <= x.rank() ? x.size(-i) : 1;
      if (its > 1) {
        for (int e = 0; e < from.length; e++) {
          from[e] += e / inner % size * step;
        }
      }
      inner *= size;
      step *= its;
    }
    return from;
  }
}
