package org.jpsi;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.task.Task;

/// Figures of merit of one part of a run's events, with their weights.
///
/// @param scored the events' scores beside their classes or targets; none of the training and
///   validation events where the run was opened from its folder, which has those of the test events
/// @param metrics by name, as in `metrics.json`
public record PartFigures(Task task, ScoredEvents scored, PartMetrics metrics) {
  /// The number of events.
  public int events() {
    return metrics.events();
  }

  /// The area under the ROC curve with its error; of several classes the mean over classes, each
  /// against the rest.
  ///
  /// @throws InputException for a regression, or where a class has weights without a positive sum
  public Auc auc() {
    return new Auc(value("auc"), metrics.value("auc_error").orElse(Double.NaN));
  }

  /// The ROC curve of the signal.
  ///
  /// @throws InputException where there is no signal, or as {@link #auc}
  public Roc roc() {
    if (!(task instanceof Task.Binary)) {
      throw InputException.at(scored.part().id())
          .expected("a signal against a background, for a ROC curve")
          .found("a task with scores " + String.join(", ", task.scoreNames()))
          .remedy("name the `signal` of the analysis")
          .exception();
    }
    value("auc");
    if (scored.events() != events()) {
      throw InputException.at(scored.part().id())
          .expected("scores of the events, for a ROC curve")
          .found("those of the test events alone, in the folder of a run")
          .remedy("use `Roc.of(run.model(), events)`, or fit the analysis again")
          .exception();
    }
    boolean[] signal = new boolean[events()];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = scored.label()[i] == Task.Binary.SIGNAL;
    }
    return Roc.of(scored.scores()[0], signal, scored.weight());
  }

  /// The fraction of events whose class is named right.
  ///
  /// @throws InputException for a regression
  public double accuracy() {
    return value("accuracy");
  }

  /// The mean loss.
  public double loss() {
    return value("loss");
  }

  /// The root mean square error of a regression of one target. Several have one each, of their own
  /// units: `value("rmse_M")`.
  ///
  /// @throws InputException for a classification, or where there are several targets
  public double rmse() {
    return value("rmse");
  }

  /// A metric by its name in `metrics.json`.
  ///
  /// @throws InputException where there is none, with the nearest names
  public double value(String name) {
    return metrics
        .value(name)
        .orElseThrow(() ->
            InputException.at(scored.part().id())
                .expected("one of the metrics " + String.join(", ", metrics.values().keySet()))
                .found(name)
                .nearest(name, metrics.values().keySet())
                .exception());
  }

  /// `test: 39,876 events, loss 0.5321, auc 0.8012, ...`
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s: %,d events, ", scored.part().id(), events())
        + metrics.values().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.4g", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
  }
}
