package org.jpsi.analysis;

import org.jpsi.core.eval.History;
import org.jpsi.core.model.Predictor;

/// Trained model with its history.
///
/// @param name as in the analysis file
/// @param patience of early stopping, in epochs or rounds
record TrainedModel(String name, Predictor predictor, History history, int patience) {
  /// Whether the listener stopped its training.
  boolean isStopped() {
    return history.stopReason() == History.StopReason.STOPPED;
  }
}
