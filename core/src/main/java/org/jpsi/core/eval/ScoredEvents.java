package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// What a model says of one part of the events, beside the truth. Arrays are read, never changed,
/// and not copied.
///
/// @param scores `[outputs][events]`: the probability of signal (binary, one row), of each class,
///   or the predicted targets in their units
/// @param label class of each event; empty in a regression
/// @param target `[targets][events]` in their units; empty in a classification
/// @param weight physical weight of each event, of either sign
/// @param loss mean loss of the part, as the trainer gives it
public record ScoredEvents(
    Part part, float[][] scores, int[] label, float[][] target, double[] weight, double loss) {
  // Of a target's profile, about.
  private static final int SLICES = 25;

  public ScoredEvents {
    for (float[] row : scores) {
      same(part, "scores", weight.length, row.length);
    }
    for (float[] row : target) {
      same(part, "target", weight.length, row.length);
    }
    if (target.length == 0) {
      same(part, "label", weight.length, label.length);
    }
  }

  public static ScoredEvents classified(
      Part part, float[][] scores, int[] label, double[] weight, double loss) {
    return new ScoredEvents(part, scores, label, new float[0][], weight, loss);
  }

  public static ScoredEvents regressed(
      Part part, float[][] scores, float[][] target, double[] weight, double loss) {
    return new ScoredEvents(part, scores, new int[0], target, weight, loss);
  }

  private static void same(Part part, String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          part.id() + ": " + what + " of " + found + " events, weights of " + expected);
    }
  }

  public int events() {
    return weight.length;
  }

  /// Binary: is it signal? Multiclass: one question per class. Regression: none.
  List<OneVsRest> oneVsRest(Task task) {
    List<OneVsRest> all = new ArrayList<>();
    if (!(task instanceof Task.Regression)) {
      for (int s = 0; s < scores.length; s++) {
        int one = Evaluation.label(task, s);
        all.add(new OneVsRest(one, wide(scores[s]), Labels.are(label, one), weight));
      }
    }
    return all;
  }

  /// The class that each event is taken for.
  int[] predicted(Task task) {
    return task instanceof Task.Binary
        ? ConfusionMatrix.above(wide(scores[0]), 0.5)
        : ConfusionMatrix.highest(wide(scores));
  }

  /// Of the events of one class their score for it: that of the signal where there are two.
  double[] scoresOf(Task task, int one) {
    float[] score = scores[task instanceof Task.Binary ? 0 : one];
    double[] chosen = new double[count(one)];
    int at = 0;
    for (int i = 0; i < events(); i++) {
      if (label[i] == one) {
        chosen[at++] = score[i];
      }
    }
    return chosen;
  }

  double[] weightsOf(int one) {
    double[] chosen = new double[count(one)];
    int at = 0;
    for (int i = 0; i < events(); i++) {
      if (label[i] == one) {
        chosen[at++] = weight[i];
      }
    }
    return chosen;
  }

  private int count(int one) {
    int count = 0;
    for (int of : label) {
      count += of == one ? 1 : 0;
    }
    return count;
  }

  /// Predicted minus true.
  double residual(int t, int event) {
    return (double) scores[t][event] - target[t][event];
  }

  /// The quality of each target; none in a classification, nor where the weights have no positive
  /// sum.
  List<RegressionMetrics> regressions(Task task) {
    List<RegressionMetrics> qualities = new ArrayList<>();
    if (task instanceof Task.Regression && PartMetrics.sum(weight) > 0) {
      for (int t = 0; t < target.length; t++) {
        float[] truth = target[t];
        Binning slices = Binning.round(events(), i -> truth[i], SLICES);
        qualities.add(RegressionMetrics.of(wide(scores[t]), wide(truth), weight, slices));
      }
    }
    return qualities;
  }

  /// @param qualities as {@link #regressions} gives them
  PartMetrics summary(Task task, List<RegressionMetrics> qualities) {
    return switch (task) {
      case Task.Binary _ ->
          PartMetrics.binary(loss, wide(scores[0]), Labels.are(label, Task.Binary.SIGNAL), weight);
      case Task.Multiclass _ -> PartMetrics.multiclass(loss, wide(scores), label, weight);
      case Task.Regression regression -> {
        SequencedMap<String, RegressionMetrics> byTarget = new LinkedHashMap<>();
        for (int t = 0; t < qualities.size(); t++) {
          byTarget.put(regression.targets().get(t).name(), qualities.get(t));
        }
        yield PartMetrics.regression(loss, weight, byTarget);
      }
    };
  }

  static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[][] wide(float[][] rows) {
    double[][] wide = new double[rows.length][];
    for (int r = 0; r < wide.length; r++) {
      wide[r] = wide(rows[r]);
    }
    return wide;
  }
}
