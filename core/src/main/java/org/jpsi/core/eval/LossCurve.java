package org.jpsi.core.eval;

/// How the validation loss went from epoch to epoch.
///
/// @param best the epoch whose weights were kept, counted from one; zero where there was none
/// @param riseFraction how far the loss rose from its minimum to the last epoch, over how far it
///   had fallen before
/// @param stillFalling where the kept epoch is the last: the part of the whole fall that came in
///   the last quarter of the epochs, of few the last one; else zero
public record LossCurve(int best, double riseFraction, double stillFalling) {

  /// @param validationLoss per epoch; may hold what is not finite at its end, where training broke
  ///   down
  /// @param best the epoch whose weights were kept, counted from one
  public static LossCurve of(double[] validationLoss, int best) {
    int epochs = validationLoss.length;
    while (epochs > 0 && !Double.isFinite(validationLoss[epochs - 1])) {
      epochs--;
    }
    if (epochs < 2 || best < 1 || best > epochs) {
      return new LossCurve(best, 0, 0);
    }
    double least = validationLoss[best - 1];
    double last = validationLoss[epochs - 1];
    double fall = validationLoss[0] - least;
    // Where the first epoch was the best, the rise is measured by the loss itself.
    double rise = (last - least) / (fall > 0 ? fall : Math.max(Math.abs(least), Double.MIN_NORMAL));
    double late = 0;
    if (best == epochs && fall > 0 && epochs >= 2) {
      late = (validationLoss[epochs - 1 - Math.max(1, epochs / 4)] - last) / fall;
    }
    return new LossCurve(best, Math.max(0, rise), Math.max(0, late));
  }
}
