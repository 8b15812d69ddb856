package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;

/// A figure of merit on the validation events, such as the AUC; watched, not optimized.
@FunctionalInterface
public interface Metric {
  /// @param outputs of the network, `[events, outputs]` row-major, before the loss's response
  ///   (logits for a classifier)
  double of(float[] outputs, Dataset validation);

  /// The weight of events whose highest output is that of their class over all weight; with one
  /// output, of those where it is above 0 for class 1 and not for class 0.
  static Metric accuracy() {
    return (outputs, data) -> {
      int width = data.events() == 0 ? 1 : outputs.length / data.events();
      double right = 0;
      double all = 0;
      for (int i = 0; i < data.events(); i++) {
        int best = width == 1 && outputs[i] > 0 ? 1 : 0;
        for (int c = 1; c < width; c++) {
          best = outputs[i * width + c] > outputs[i * width + best] ? c : best;
        }
        right += best == data.targets()[i] ? data.weights()[i] : 0;
        all += data.weights()[i];
      }
      return right / all;
    };
  }
}
