package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Scored events of one part: a model's scores beside the true labels or targets and the weights.
/// Arrays are not copied, and must not be changed.
///
/// @param scores `[outputs][events]`: the probability of signal (binary, one row), of each class,
///   or the predicted targets in their units
/// @param label class of each event; empty in a regression
/// @param target `[targets][events]` in their units; empty in a classification
/// @param weight physical weight of each event, of either sign
/// @param loss mean loss of the part, as the trainer computes it
public record ScoredEvents(
    Part part, double[][] scores, int[] label, double[][] target, double[] weight, double loss) {
  // Approximate number of bins of a target's profile.
  private static final int PROFILE_BINS = 25;

  public ScoredEvents {
    for (double[] row : scores) {
      checkLength(part, "scores", weight.length, row.length);
    }
    for (double[] row : target) {
      checkLength(part, "target", weight.length, row.length);
    }
    if (target.length == 0) {
      checkLength(part, "label", weight.length, label.length);
    }
  }

  /// Events of a classification.
  public static ScoredEvents classification(
      Part part, double[][] scores, int[] label, double[] weight, double loss) {
    return new ScoredEvents(part, scores, label, new double[0][], weight, loss);
  }

  /// Events of a regression.
  public static ScoredEvents regression(
      Part part, double[][] scores, double[][] target, double[] weight, double loss) {
    return new ScoredEvents(part, scores, new int[0], target, weight, loss);
  }

  private static void checkLength(Part part, String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          part.id() + ": " + what + " of " + found + " events, weights of " + expected);
    }
  }

  /// Some of the events. The loss stays that of all.
  ///
  /// @param rows their indices
  public ScoredEvents take(int[] rows) {
    return new ScoredEvents(
        part,
        take(scores, rows),
        label.length == 0 ? label : Arrays.stream(rows).map(row -> label[row]).toArray(),
        take(target, rows),
        take(new double[][] {weight}, rows)[0],
        loss);
  }

  private static double[][] take(double[][] all, int[] rows) {
    return Arrays.stream(all)
        .map(each -> Arrays.stream(rows).mapToDouble(row -> each[row]).toArray())
        .toArray(double[][]::new);
  }

  /// The number of events.
  public int events() {
    return weight.length;
  }

  /// One-vs-rest reductions: one for a binary task, one per class for several classes, none for a
  /// regression.
  List<OneVsRest> oneVsRest(Task task) {
    List<OneVsRest> all = new ArrayList<>();
    if (!(task instanceof Task.Regression)) {
      for (int s = 0; s < scores.length; s++) {
        int one = Evaluation.label(task, s);
        all.add(new OneVsRest(one, scores[s], OneVsRest.isClass(label, one), weight));
      }
    }
    return all;
  }

  /// The predicted class of each event.
  int[] predicted(Task task) {
    return task instanceof Task.Binary
        ? ConfusionMatrix.threshold(scores[0], 0.5)
        : ConfusionMatrix.argmax(scores);
  }

  /// Their confusion matrix; empty for a regression, and where the weights have no positive sum.
  Optional<ConfusionMatrix> confusion(Task task) {
    if (task instanceof Task.Regression || !(PartMetrics.sum(weight) > 0)) {
      return Optional.empty();
    }
    int classes = task.classNames().size();
    return Optional.of(ConfusionMatrix.of(predicted(task), label, weight, classes));
  }

  /// Scores of the events of one class: their score for it, or the signal's in a binary task.
  double[] scoresOf(Task task, int one) {
    double[] score = scores[task instanceof Task.Binary ? 0 : one];
    double[] chosen = new double[count(one)];
    int n = 0;
    for (int i = 0; i < events(); i++) {
      if (label[i] == one) {
        chosen[n++] = score[i];
      }
    }
    return chosen;
  }

  /// Weights of the events of one class.
  double[] weightsOf(int one) {
    double[] chosen = new double[count(one)];
    int n = 0;
    for (int i = 0; i < events(); i++) {
      if (label[i] == one) {
        chosen[n++] = weight[i];
      }
    }
    return chosen;
  }

  private int count(int one) {
    int count = 0;
    for (int c : label) {
      count += c == one ? 1 : 0;
    }
    return count;
  }

  /// The residual of target `t`, predicted minus true.
  double residual(int t, int event) {
    return scores[t][event] - target[t][event];
  }

  /// Regression metrics of each target; none in a classification, nor where the weights have no
  /// positive sum.
  List<RegressionMetrics> regressions(Task task) {
    List<RegressionMetrics> targets = new ArrayList<>();
    if (task instanceof Task.Regression && PartMetrics.sum(weight) > 0) {
      for (int t = 0; t < target.length; t++) {
        double[] truth = target[t];
        Binning slices = Binning.round(events(), i -> truth[i], PROFILE_BINS);
        targets.add(RegressionMetrics.of(scores[t], truth, weight, slices));
      }
    }
    return targets;
  }

  /// The loss alone, where the other metrics cannot be computed.
  PartMetrics lossAlone() {
    return PartMetrics.regression(loss, weight, new LinkedHashMap<>());
  }

  /// The metrics of this part.
  ///
  /// @param targets as {@link #regressions} gives them
  PartMetrics metrics(Task task, List<RegressionMetrics> targets) {
    return switch (task) {
      case Task.Binary _ ->
          PartMetrics.binary(loss, scores[0], OneVsRest.isClass(label, Task.Binary.SIGNAL), weight);
      case Task.Multiclass _ -> PartMetrics.multiclass(loss, scores, label, weight);
      case Task.Regression regression -> {
        SequencedMap<String, RegressionMetrics> byTarget = new LinkedHashMap<>();
        for (int t = 0; t < targets.size(); t++) {
          byTarget.put(regression.targets().get(t).name(), targets.get(t));
        }
        yield PartMetrics.regression(loss, weight, byTarget);
      }
    };
  }
}
