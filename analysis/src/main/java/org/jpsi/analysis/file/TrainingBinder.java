package org.jpsi.analysis.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.input.InputException;
import org.jpsi.core.nn.Dropout;

/// The network and its training.
final class TrainingBinder {
  private static final int WIDEST = 1 << 16;
  private static final int MOST = Integer.MAX_VALUE;

  private TrainingBinder() {}

  static AnalysisFile.Network network(Optional<Value> value, boolean regression) {
    AnalysisFile.Network unsaid = AnalysisFile.Network.unsaid(regression);
    if (value.isEmpty()) {
      return unsaid;
    }
    Value.Keys keys = value.get().keys("layers", "activation", "dropout");
    List<String> activations =
        Arrays.stream(AnalysisFile.Activation.values()).map(AnalysisFile.Activation::id).toList();
    return new AnalysisFile.Network(
        keys.find("layers")
            .map(v ->
                v.list("a list of widths, as in [128, 128, 64]").stream()
                    .map(width -> width.whole(1, WIDEST))
                    .toList())
            .orElse(unsaid.layers()),
        keys.find("activation")
            .map(v ->
                AnalysisFile.Activation.values()[
                    activations.indexOf(v.oneOf("an activation", activations))])
            .orElse(unsaid.activation()),
        keys.find("dropout")
            .map(v ->
                v.number(
                    "a rate from 0 to " + Dropout.HIGHEST_RATE,
                    x -> x >= 0 && x <= Dropout.HIGHEST_RATE))
            .orElse(unsaid.dropout()));
  }

  /// @param classes 0 for regression; empty where the events will tell
  static AnalysisFile.Training training(Optional<Value> value, Optional<Integer> classes) {
    AnalysisFile.Training unsaid = AnalysisFile.Training.DEFAULT;
    Optional<AnalysisFile.Loss> loss = classes.map(AnalysisFile.Loss::of);
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
        keys.find("loss").map(v -> loss(v, classes)).or(() -> loss),
        keys.find("optimizer").map(OptimizerBinder::optimizer).orElse(unsaid.optimizer()),
        UpdatesBinder.updates(keys, unsaid.updates()),
        keys.find("batch").map(v -> v.whole(1, MOST)).orElse(unsaid.batch()),
        keys.find("epochs").map(v -> v.whole(1, MOST)).orElse(unsaid.epochs()),
        keys.find("patience").map(v -> v.whole(0, MOST)).orElse(unsaid.patience()),
        keys.find("lanes").map(v -> v.whole(1, 1024)).orElse(unsaid.lanes()));
  }

  private static AnalysisFile.Loss loss(Value value, Optional<Integer> classes) {
    List<String> ids = AnalysisFile.Loss.ids();
    AnalysisFile.Loss loss = AnalysisFile.Loss.values()[ids.indexOf(value.oneOf("a loss", ids))];
    if (classes.isPresent()) {
      fits(value.where(), loss, classes.get());
    }
    return loss;
  }

  /// Refuses a loss for another task.
  ///
  /// @param classes how many; 0 is regression
  static void fits(String where, AnalysisFile.Loss loss, int classes) {
    AnalysisFile.Loss right = AnalysisFile.Loss.of(classes);
    if (loss != right) {
      throw InputException.at(where)
          .expected(right.id() + " for " + (classes == 0 ? "a regression" : classes + " classes"))
          .found(loss.id())
          .remedy("leave `loss:` out")
          .exception();
    }
  }
}
