package org.jpsi.analysis.tune;

import java.util.Comparator;
import java.util.List;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Task;

/// Figure of the validation events by which trials are compared. It depends on the scores alone:
/// neither on the loss nor on the weights of classes, which may differ from trial to trial.
enum TuneFigure {
  /// The AUC; of three or more classes the mean of the one-vs-rest AUCs.
  AUC("auc", "AUC", true),
  /// The root mean squared error of the only target.
  RMSE("rmse", "RMSE", false),
  /// The loss, where targets of several units have no figure in common.
  LOSS("loss", "loss", false);

  private final String id;
  private final String words;
  private final boolean higherIsBetter;

  TuneFigure(String id, String words, boolean higherIsBetter) {
    this.id = id;
    this.words = words;
    this.higherIsBetter = higherIsBetter;
  }

  /// As `metrics.json` names it.
  String id() {
    return id;
  }

  String words() {
    return words;
  }

  boolean higherIsBetter() {
    return higherIsBetter;
  }

  static TuneFigure of(Task task) {
    return switch (task) {
      case Task.Binary _, Task.Multiclass _ -> AUC;
      case Task.Regression regression -> regression.targets().size() == 1 ? RMSE : LOSS;
    };
  }

  /// Refuses a search over what the figure itself depends on.
  void require(List<SearchKey> keys) {
    for (SearchKey key : keys) {
      if (this == LOSS && key.key().startsWith("training.loss")) {
        throw InputException.at("--key " + key.key())
            .expected("one loss for all trials, which are compared by it")
            .found("a search over losses")
            .remedy("name one target, or leave the key out")
            .exception();
      }
    }
  }

  /// The order from the best to the worst; of equal ones the earlier trial is better.
  Comparator<TrialRow> order() {
    Comparator<TrialRow> ascending = Comparator.comparingDouble(row -> row.value().orElseThrow());
    return (higherIsBetter ? ascending.reversed() : ascending).thenComparingInt(TrialRow::trial);
  }
}
