package org.jpsi.core.eval;

import java.util.Optional;

/// One class against all others, by its own score.
///
/// @param label the class that is looked for
/// @param score of each event: higher means more like that class
/// @param signal which events are of it
/// @param weight of each event, of either sign
record OneVsRest(int label, double[] score, boolean[] signal, double[] weight) {
  /// Empty where there is no AUC.
  Optional<Roc> roc() {
    return Auc.defined(signal, weight)
        ? Optional.of(Roc.of(score, signal, weight))
        : Optional.empty();
  }
}
