package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Folded predictor (k-fold cross-validation, applied): k predictors, each with a preprocessing of
/// its own, of which an event is scored by the one that knows nothing of it; by the mean of all,
/// where it is in no fold. The mean is that of probabilities for a classification, of predictions
/// for a regression.
///
/// A {@link Scorer} takes the features of an event as they are in float64, and gives each fold's
/// scores with the bits that its model alone has. What the model of a folded predictor tells of its
/// features are names and ranges; its preprocessing has no steps. {@link #compile} takes such
/// features, rounded to float32, and gives predictions of a regression in their units: right to
/// float32.
///
/// @param rule that gives the fold of an event
/// @param folds {@value #LEAST} to {@value #MOST}, of the same features
public record FoldedPredictor(FoldRule rule, List<Fold> folds) implements CombinedPredictor {
  /// The fewest folds: one to test, one to validate, one to train.
  public static final int LEAST = 3;

  /// The most folds.
  public static final int MOST = 100;

  /// Fold: what was fitted without the events that it scores.
  ///
  /// @param features their preprocessing
  /// @param targets preprocessing of the targets of a regression; none for a classification
  /// @param predictor of preprocessed features
  public record Fold(
      Preprocessing features, List<ColumnPreprocessing> targets, Predictor predictor) {
    public Fold {
      targets = List.copyOf(targets);
    }
  }

  public FoldedPredictor {
    folds = List.copyOf(folds);
    if (folds.size() < LEAST || folds.size() > MOST) {
      throw new IllegalArgumentException(
          "FoldedPredictor: expected " + (LEAST + " to " + MOST + " folds, found ") + folds.size());
    }
    if (rule instanceof FoldRule.ByValue(var by, int k) && k != folds.size()) {
      throw new IllegalArgumentException(
          "FoldedPredictor: expected " + k + " folds by " + by + ", found " + folds.size());
    }
    for (Fold fold : folds) {
      if (!fold.features().features().equals(folds.getFirst().features().features())
          || fold.targets().size() != folds.getFirst().targets().size()) {
        throw new IllegalArgumentException("FoldedPredictor: expected folds of the same features");
      }
    }
  }

  @Override
  public List<Predictor> members() {
    return folds.stream().map(Fold::predictor).toList();
  }

  @Override
  public List<String> ownSpectators() {
    return rule instanceof FoldRule.ByValue by ? List.of(by.expression()) : List.of();
  }

  @Override
  public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
    int width = outputs(inputs);
    List<CompiledPredictor> compiled =
        folds.stream()
            .<CompiledPredictor>map(fold ->
                new FoldInference(fold, fold.predictor().compile(inputs, spectators), width))
            .toList();
    EnsemblePredictor.Mean mean =
        folds.getFirst().targets().isEmpty()
            ? EnsemblePredictor.Mean.PROBABILITIES
            : EnsemblePredictor.Mean.OUTPUTS;
    return new FoldedInference(
        rule,
        rule instanceof FoldRule.ByValue by ? indexOf(by.expression(), spectators) : 0,
        compiled,
        new EnsembleInference(compiled, mean, width),
        width);
  }
}
