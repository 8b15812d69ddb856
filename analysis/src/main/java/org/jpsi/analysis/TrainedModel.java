package org.jpsi.analysis;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.FoldedPredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;

/// Trained model with its history.
///
/// @param name as in the analysis file
/// @param patience of early stopping, in epochs or rounds
/// @param members of an ensemble that was trained on shares of the training events, of which the
///   predictor keeps all or some
record TrainedModel(
    String name,
    Predictor predictor,
    History history,
    int patience,
    Optional<BaggedMembers> members) {
  /// What a report shows of the predictor: of a folded one that of fold 0.
  Predictor shown() {
    return predictor instanceof FoldedPredictor folded ? folded.members().getFirst() : predictor;
  }

  /// Whether its epochs were judged by training events that members held out, and not by the
  /// validation events.
  boolean judgedByHeldOut() {
    return members.isPresent()
        || (shown() instanceof MixturePredictor mixture
            && mixture.first() instanceof EnsemblePredictor);
  }

  /// The network and the trees of a mixture, as models beside it; none of another.
  List<TrainedModel> parts() {
    return predictor instanceof MixturePredictor mixture
        ? List.of(
            part(AnalysisFile.Model.NETWORK.name(), mixture.first()),
            part(Learners.TREES, mixture.second()))
        : List.of();
  }

  private TrainedModel part(String of, Predictor alone) {
    return new TrainedModel(name + ": " + of, alone, history, patience, Optional.empty());
  }

  /// Whether the listener stopped its training.
  boolean isStopped() {
    return history.stopReason() == History.StopReason.STOPPED;
  }
}
