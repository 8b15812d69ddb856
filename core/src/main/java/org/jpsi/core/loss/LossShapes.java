package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// The shapes that losses are given.
final class LossShapes {
  private LossShapes() {}

  /// How many targets an event has, where the output holds `per` numbers for each.
  static int targets(
      String loss, int outputsPerTarget, Tensor output, Tensor target, Tensor weight) {
    int width = output.shape().rank() == 2 ? output.shape().size(1) : 1;
    int targets = width / outputsPerTarget;
    if (targets == 0
        || width % outputsPerTarget != 0
        || output.count() != weight.count() * width
        || target.count() != weight.count() * targets) {
      throw mismatch(loss, output, target, weight);
    }
    return targets;
  }

  /// For losses of one number per event.
  static void checkSingle(String loss, Tensor output, Tensor target, Tensor weight) {
    if (output.count() != weight.count() || target.count() != weight.count()) {
      throw mismatch(loss, output, target, weight);
    }
  }

  static IllegalArgumentException mismatch(
      String loss, Tensor output, Tensor target, Tensor weight) {
    return new IllegalArgumentException(
        loss
            + " of output "
            + output.shape()
            + ", target "
            + target.shape()
            + ", weight "
            + weight.shape());
  }
}
