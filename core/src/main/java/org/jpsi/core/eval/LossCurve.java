package org.jpsi.core.eval;

/// Shape of the validation-loss curve over epochs.
///
/// @param best number of the epoch whose weights were kept, from 1; 0 where there is none
/// @param riseFraction rise of the loss from its minimum to the last epoch, over its fall before
/// @param stillFalling where the kept epoch is the last one: the fraction of the whole fall in the
///   last quarter of the epochs, or in the last epoch where there are few; else zero
public record LossCurve(int best, double riseFraction, double stillFalling) {

  /// @param validationLoss per epoch; may end with values that are not finite, where training
  ///   diverged
  /// @param best number of the epoch whose weights were kept, from 1
  public static LossCurve of(double[] validationLoss, int best) {
    int epochs = validationLoss.length;
    while (epochs > 0 && !Double.isFinite(validationLoss[epochs - 1])) {
      epochs--;
    }
    if (epochs < 2 || best < 1 || best > epochs) {
      return new LossCurve(best, 0, 0);
    }
    double min = validationLoss[best - 1];
    double last = validationLoss[epochs - 1];
    double fall = validationLoss[0] - min;
    // Where the first epoch was the best, the rise is relative to the loss itself.
    double rise = (last - min) / (fall > 0 ? fall : Math.max(Math.abs(min), Double.MIN_NORMAL));
    double late = 0;
    if (best == epochs && fall > 0 && epochs >= 2) {
      late = (validationLoss[epochs - 1 - Math.max(1, epochs / 4)] - last) / fall;
    }
    return new LossCurve(best, Math.max(0, rise), Math.max(0, late));
  }
}
