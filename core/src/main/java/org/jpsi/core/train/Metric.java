package org.jpsi.core.train;

/// A figure of merit on the validation events, such as the AUC; watched, not optimized.
@FunctionalInterface
public interface Metric {
  /// @param outputs of the network, `[events, outputs]` row-major, before the loss's response
  ///   (logits for a classifier)
  double of(float[] outputs, Dataset validation);
}
