package org.jpsi.core.kernel;

import java.util.Arrays;

/// Softmax and what it is made of, in place. The largest element is taken off first, so nothing
/// overflows; NaN passes through.
public final class Exponentials {
  private Exponentials() {}

  /// `exp(y - m) / sum of exp(y - m)` with the largest element m, of `y[from]` to `y[from + n -
  /// 1]`; NaN where all are minus infinity: they have no probabilities.
  public static void softmax(float[] y, int from, int n) {
    float max = max(y, from, n);
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(y, from, from + n, Float.NaN);
      return;
    }
    expOfDifference(y, from, n, max);
    float sum = sum(y, from, n);
    for (int i = from; i < from + n; i++) {
      y[i] /= sum;
    }
  }

  /// The largest element; NaN where one is.
  public static float max(float[] y, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, y[i]);
    }
    return max;
  }

  /// `exp(y - shift)`.
  public static void expOfDifference(float[] y, int from, int n, float shift) {
    for (int i = from; i < from + n; i++) {
      // equal infinities: the largest element itself
      y[i] = y[i] == shift ? 0 : y[i] - shift;
    }
    Kernels.INSTANCE.exp(y, from, y, from, n);
  }

  /// The sum, in order.
  public static float sum(float[] y, int from, int n) {
    float sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += y[i];
    }
    return sum;
  }
}
