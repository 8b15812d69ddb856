package org.jpsi.core.optim;

/// Arithmetic of {@link Averaging}.
final class AveragingKernels {
  private AveragingKernels() {}

  /// `a += share (w - a)`; a share of 1 copies, whatever the average was.
  static void lerp(float[] average, float[] weights, float share, int from, int to) {
    if (share == 1) {
      System.arraycopy(weights, from, average, from, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      average[i] += share * (weights[i] - average[i]);
    }
  }
}
