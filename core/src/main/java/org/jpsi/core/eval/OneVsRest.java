package org.jpsi.core.eval;

import java.util.Optional;

/// One-vs-rest reduction of a multiclass problem: one class against all others, by its own score.
///
/// @param label the positive class
/// @param score of each event, higher for that class
/// @param signal which events are of that class
/// @param weight of each event, of either sign
record OneVsRest(int label, double[] score, boolean[] signal, double[] weight) {
  /// The ROC curve; empty where the AUC is not defined.
  Optional<Roc> roc() {
    return Auc.defined(signal, weight)
        ? Optional.of(Roc.of(score, signal, weight))
        : Optional.empty();
  }

  /// Mask of the events of this class.
  static boolean[] isClass(int[] label, int positive) {
    boolean[] is = new boolean[label.length];
    for (int i = 0; i < label.length; i++) {
      is[i] = label[i] == positive;
    }
    return is;
  }
}
