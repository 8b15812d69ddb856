package org.jpsi.analysis;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.ReferenceComparison;

/// Trained fold: what is kept of it while others are trained, its events not among it.
///
/// @param preprocessing its own
/// @param trained each model of the analysis
/// @param scored the events of each of its parts, by each model and each part of a mixture, in the
///   order of {@link RunEvaluation#models}
/// @param compared with a reference, where the analysis asks for it
/// @param inputs of a parametrised training, to be scored at its points
/// @param drawn values of each parameter, of the events that it tests
/// @param digest of its training data
record TrainedFold(
    TrainingPreprocessing preprocessing,
    List<TrainedModel> trained,
    List<EventScoring.Scored> scored,
    Optional<Compared> compared,
    List<PointScores.ModelInputs> inputs,
    List<double[]> drawn,
    String digest) {
  /// Comparison on the validation events of a fold.
  ///
  /// @param weight sum of their weights
  record Compared(ReferenceComparison comparison, double weight) {}

  /// The comparison on the validation events of all folds; empty where some fold has none.
  static Optional<ReferenceComparison> comparison(List<TrainedFold> all) {
    List<Compared> each = all.stream().flatMap(fold -> fold.compared.stream()).toList();
    return each.isEmpty() || each.size() < all.size()
        ? Optional.empty()
        : Optional.of(
            ReferenceComparison.ofFolds(
                each.stream().map(Compared::comparison).toList(),
                each.stream().mapToDouble(Compared::weight).toArray()));
  }
}
