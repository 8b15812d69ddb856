package org.jpsi.core.eval;

import java.util.List;
import java.util.SequencedMap;

/// Figures of folds (k-fold cross-validation): of each fold's model on the events that it tests,
/// and how far they spread. The spread over folds is no error of their mean: the models were
/// trained on common events, and no estimate of its variance from one cross-validation is unbiased
/// (Bengio and Grandvalet, JMLR 5 (2004) 1089).
///
/// @param by the expression by which events are in folds; `""` where they are by sample and entry
/// @param folds two or more
public record FoldFigures(String by, List<Fold> folds) {
  /// Figures of one fold.
  ///
  /// @param test metrics of the events that it tests
  /// @param history of its training
  public record Fold(PartMetrics test, History history) {}

  public FoldFigures {
    folds = List.copyOf(folds);
    if (folds.size() < 2) {
      throw new IllegalArgumentException("FoldFigures: expected 2 folds or more");
    }
  }

  /// The standard deviation of each metric over the folds, `sqrt(sum (x - mean)^2 / (k - 1))`, of
  /// those that every fold has.
  public SequencedMap<String, Double> spreads() {
    return PartMetrics.spreads(folds.stream().map(Fold::test).toList());
  }
}
