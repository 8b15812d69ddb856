package org.jpsi.analysis;

import java.util.Optional;
import org.jpsi.core.eval.History;
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
  /// Whether the listener stopped its training.
  boolean isStopped() {
    return history.stopReason() == History.StopReason.STOPPED;
  }
}
