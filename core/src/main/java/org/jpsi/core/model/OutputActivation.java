package org.jpsi.core.model;

import org.jpsi.core.kernel.Kernels;

/// What a network's outputs mean, in place.
final class OutputActivation {
  private OutputActivation() {}

  /// @param y `[events, outputs]` from `from`, row-major
  static void apply(Output output, float[] y, int from, int events) {
    int width = output.width();
    int end = from + events * width;
    switch (output) {
      case Output.Binary _ -> Kernels.INSTANCE.sigmoid(y, from, y, from, events * width);
      case Output.Multiclass _ -> {
        for (int at = from; at < end; at += width) {
          softmax(y, at, width);
        }
      }
      case Output.Regression regression -> {
        for (int at = from; at < end; at += width) {
          for (int k = 0; k < width; k++) {
            Output.Target target = regression.targets().get(k);
            y[at + k] = (float) (y[at + k] * target.scale() + target.mean());
          }
        }
      }
    }
  }

  /// `exp(y - m) / sum of exp(y - m)` with the largest element m, as tensors do it.
  private static void softmax(float[] y, int at, int width) {
    float max = y[at];
    for (int i = at + 1; i < at + width; i++) {
      max = Math.max(max, y[i]);
    }
    for (int i = at; i < at + width; i++) {
      // equal infinities: the largest element itself
      y[i] = y[i] == max ? 0 : y[i] - max;
    }
    Kernels.INSTANCE.exp(y, at, y, at, width);
    float sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += y[i];
    }
    for (int i = at; i < at + width; i++) {
      y[i] /= sum;
    }
  }
}
