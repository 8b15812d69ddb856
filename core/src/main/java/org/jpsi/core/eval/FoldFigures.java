package org.jpsi.core.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
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
    SequencedMap<String, Double> spreads = new LinkedHashMap<>();
    for (String name : folds.getFirst().test().names()) {
      List<OptionalDouble> found = folds.stream().map(fold -> fold.test().value(name)).toList();
      if (found.stream().allMatch(OptionalDouble::isPresent)) {
        spreads.put(
            name, spread(found.stream().mapToDouble(OptionalDouble::getAsDouble).toArray()));
      }
    }
    return spreads;
  }

  // After Welford: no digits are lost where folds agree.
  private static double spread(double[] values) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double before = values[i] - mean;
      mean += before / (i + 1);
      squares += before * (values[i] - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
