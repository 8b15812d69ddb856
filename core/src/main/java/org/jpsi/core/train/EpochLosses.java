package org.jpsi.core.train;

import java.util.List;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.loss.Loss;

/// Losses of a training's epochs, which may change from one to the next ({@link Loss#inEpoch}).
///
/// @param loss of the whole training
/// @param epochs largest number of epochs
record EpochLosses(Loss loss, int epochs) {
  /// The loss that an epoch minimizes.
  ///
  /// @param epoch its number, from 1
  Loss of(int epoch) {
    return loss.inEpoch(epoch, epochs);
  }

  /// Whether an epoch is the first one of its loss.
  boolean changesIn(int epoch) {
    return epoch > 1 && !of(epoch).equals(of(epoch - 1));
  }

  /// The number of epochs before the last change; 0 where there is none.
  int beforeLastChange() {
    int epoch = epochs;
    while (epoch > 1 && !changesIn(epoch)) {
      epoch--;
    }
    return Math.max(0, epoch - 1);
  }

  /// Whether there was no better epoch for so many that training stops early: those before the last
  /// change do not count.
  ///
  /// @param patience greater than 0
  boolean isOutOfPatience(int completed, int bestEpoch, int patience) {
    return completed - Math.max(bestEpoch, beforeLastChange()) >= patience;
  }

  /// Those of the completed epochs that minimized the loss of the last one.
  List<Epoch> since(List<Epoch> completed) {
    int first = completed.size();
    while (first > 1 && !changesIn(first)) {
      first--;
    }
    return completed.subList(Math.max(0, first - 1), completed.size());
  }
}
