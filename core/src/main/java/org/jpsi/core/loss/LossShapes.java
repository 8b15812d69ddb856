package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// Shape checks of the arguments of losses.
final class LossShapes {
  private LossShapes() {}

  /// The number of targets per event, where the output has `outputsPerTarget` numbers for each.
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

  /// The check for losses of one output and one target per event.
  static void checkSingle(String loss, Tensor output, Tensor target, Tensor weight) {
    if (output.count() != weight.count() || target.count() != weight.count()) {
      throw mismatch(loss, output, target, weight);
    }
  }

  static IllegalArgumentException mismatch(
      String loss, Tensor output, Tensor target, Tensor weight) {
    return mismatch(loss, output, target, weight, "");
  }

  /// @param expected `: expected ..`, or nothing
  static IllegalArgumentException mismatch(
      String loss, Tensor output, Tensor target, Tensor weight, String expected) {
    return new IllegalArgumentException(
        loss
            + " of output "
            + output.shape()
            + ", target "
            + target.shape()
            + ", weight "
            + weight.shape()
            + expected);
  }
}
