package org.jpsi.core.tensor;

/// The inner loops of masked reductions, over contiguous elements. What the mask leaves out is not
/// looked at: it may be anything, NaN too.
final class MaskedRows {
  private MaskedRows() {}

  /// `y += x` where the mask is not 0.
  static void add(float[] x, int xAt, float[] mask, int maskAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += mask[maskAt + i] != 0 ? x[xAt + i] : 0;
    }
  }

  /// `y += value` where the mask is not 0.
  static void addValue(float value, float[] mask, int maskAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += mask[maskAt + i] != 0 ? value : 0;
    }
  }

  /// The number of elements that are not 0.
  static int count(float[] mask, int maskAt, int n) {
    int count = 0;
    for (int i = maskAt; i < maskAt + n; i++) {
      count += mask[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /// `count += 1` where the mask is not 0.
  static void countEach(float[] mask, int maskAt, float[] count, int countAt, int n) {
    for (int i = 0; i < n; i++) {
      count[countAt + i] += mask[maskAt + i] != 0 ? 1 : 0;
    }
  }

  /// `y = max(x, y)` where the mask is not 0: NaN wins.
  static void max(float[] x, int xAt, float[] mask, int maskAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = mask[maskAt + i] != 0 ? Math.max(x[xAt + i], y[yAt + i]) : y[yAt + i];
    }
  }
}
