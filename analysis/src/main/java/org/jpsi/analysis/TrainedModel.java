package org.jpsi.analysis;

import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;

/// Trained model with its history.
///
/// @param name as in the analysis file
/// @param patience of early stopping, in epochs or rounds
record TrainedModel(String name, Predictor predictor, History history, int patience) {
  /// The network and the trees of a mixture, as models beside it; none of another.
  List<TrainedModel> parts() {
    return predictor instanceof MixturePredictor mixture
        ? List.of(
            part(AnalysisFile.Model.NETWORK.name(), mixture.first()),
            part(Learners.TREES, mixture.second()))
        : List.of();
  }

  private TrainedModel part(String of, Predictor alone) {
    return new TrainedModel(name + ": " + of, alone, history, patience);
  }

  /// Whether the listener stopped its training.
  boolean isStopped() {
    return history.stopReason() == History.StopReason.STOPPED;
  }
}
