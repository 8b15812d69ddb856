package org.jpsi.core.train;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.NonNegativeRisk;

/// Loss by which epochs are judged, where it is not the one that is minimized.
final class JudgedLoss {
  private JudgedLoss() {}

  /// The loss itself; of a non-negative risk its base, which adds up over events.
  static Loss of(Loss minimized) {
    return minimized instanceof NonNegativeRisk risk ? risk.base() : minimized;
  }
}
