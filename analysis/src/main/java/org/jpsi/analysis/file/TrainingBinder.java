package org.jpsi.analysis.file;

import java.util.Optional;
import org.jpsi.core.loss.Loss;

/// How a network is trained.
final class TrainingBinder {
  private static final int MOST = Integer.MAX_VALUE;

  private TrainingBinder() {}

  /// @param classes 0 for regression; empty where the events will tell
  static AnalysisFile.Training training(Optional<Value> value, Optional<Integer> classes) {
    AnalysisFile.Training unsaid = AnalysisFile.Training.DEFAULT;
    Optional<Loss> loss = classes.map(LossBinder::usual);
    if (value.isEmpty()) {
      return loss.map(unsaid::with).orElse(unsaid);
    }
    Value.Keys keys =
        value
            .get()
            .keys(
                "loss",
                "optimizer",
                "schedule",
                "clip",
                "penalty",
                "average",
                "groups",
                "batch",
                "epochs",
                "patience",
                "lanes");
    return new AnalysisFile.Training(
        keys.find("loss").map(v -> LossBinder.loss(v, classes)).or(() -> loss),
        keys.find("optimizer").map(OptimizerBinder::optimizer).orElse(unsaid.optimizer()),
        UpdatesBinder.updates(keys, unsaid.updates()),
        keys.find("batch").map(v -> v.whole(1, MOST)).orElse(unsaid.batch()),
        keys.find("epochs").map(v -> v.whole(1, MOST)).orElse(unsaid.epochs()),
        keys.find("patience").map(v -> v.whole(0, MOST)).orElse(unsaid.patience()),
        keys.find("lanes").map(v -> v.whole(1, 1024)).orElse(unsaid.lanes()));
  }
}
