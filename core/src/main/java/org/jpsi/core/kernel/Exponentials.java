package org.jpsi.core.kernel;

/// Softmax and what it is made of, in place. The largest element is taken off first, so nothing
/// overflows; NaN passes through.
public final class Exponentials {
  private Exponentials() {}

  /// `exp(y - m) / sum of exp(y - m)` with the largest element m, of `y[from]` to `y[from + n -
  /// 1]`; NaN where all are minus infinity: they have no probabilities.
  public static void softmax(float[] y, int from, int n) {
    expOfDifference(y, from, n, max(y, from, n));
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

  /// `exp(y - shift)`; 1 where both are plus infinity, NaN where both are minus infinity.
  public static void expOfDifference(float[] y, int from, int n, float shift) {
    for (int i = from; i < from + n; i++) {
      y[i] = difference(y[i], shift);
    }
    Kernels.INSTANCE.exp(y, from, y, from, n);
  }

  /// `y - largest`: an infinite element is the largest itself. Where there is nothing but minus
  /// infinity it is NaN.
  public static float difference(float y, float largest) {
    return y == largest && largest > Float.NEGATIVE_INFINITY ? 0 : y - largest;
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
