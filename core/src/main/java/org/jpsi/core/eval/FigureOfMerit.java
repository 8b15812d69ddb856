package org.jpsi.core.eval;

import java.util.Arrays;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;

/// Figure of merit with the influence of each event on it, so that the difference of two on the
/// same events has a paired error: the AUC (of several classes the mean of each against the rest),
/// or the RMSE (of several targets the mean of each in units of the target's standard deviation).
///
/// @param value the higher the better for an AUC, the lower for an RMSE
/// @param influence of each event on the value: its variance is the sum of squares
record FigureOfMerit(double value, double[] influence) {

  /// Name of the figure of a task: `AUC`, `mean AUC`, `RMSE`, `mean RMSE / spread`.
  static String name(Task task) {
    return switch (task) {
      case Task.Binary _ -> "AUC";
      case Task.Multiclass _ -> "mean AUC";
      case Task.Regression targets -> targets.targets().size() == 1 ? "RMSE" : "mean RMSE / spread";
    };
  }

  /// Whether it is defined: each class, or all events, have a positive sum of weights.
  static boolean defined(Task task, int[] label, double[] weight) {
    if (task instanceof Task.Regression) {
      return PartMetrics.sum(weight) > 0;
    }
    int classes = task.classNames().size();
    double[] sums = new double[classes];
    for (int i = 0; i < weight.length; i++) {
      sums[label[i]] += weight[i];
    }
    double all = Arrays.stream(sums).sum();
    return Arrays.stream(sums).allMatch(sum -> sum > 0 && all - sum > 0);
  }

  /// @param scores `[outputs][events]`
  /// @throws IllegalArgumentException where a score is not finite, or a class has no positive sum
  ///   of weights
  static FigureOfMerit of(
      Task task, double[][] scores, int[] label, double[][] target, double[] weight) {
    return task instanceof Task.Regression
        ? rmse(scores, target, weight)
        : auc(task, scores, label, weight);
  }

  private static FigureOfMerit auc(Task task, double[][] scores, int[] label, double[] weight) {
    double value = 0;
    double[] influence = new double[weight.length];
    for (int s = 0; s < scores.length; s++) {
      ScoreChecks.finite("score", scores[s]);
      boolean[] signal = OneVsRest.isClass(label, Evaluation.label(task, s));
      Auc.Components one = Auc.components(RankStatistics.of(scores[s]), signal, weight);
      value += Math.clamp(one.auc(), 0, 1) / scores.length;
      double[] own = one.influence();
      for (int i = 0; i < own.length; i++) {
        influence[i] += own[i] / scores.length;
      }
    }
    return new FigureOfMerit(value, influence);
  }

  // d rmse / d w_i times w_i: w (r^2 - mse) / (2 rmse sum w)
  private static FigureOfMerit rmse(double[][] scores, double[][] target, double[] weight) {
    int n = weight.length;
    double all = ScoreChecks.positive("the events", EventBlocks.sum(n, i -> weight[i]));
    double value = 0;
    double[] influence = new double[n];
    for (int t = 0; t < target.length; t++) {
      double[] score = scores[t];
      double[] truth = target[t];
      ScoreChecks.finite("score", score);
      double[] squares = new double[n];
      Arrays.setAll(squares, i -> (score[i] - truth[i]) * (score[i] - truth[i]));
      double mean = EventBlocks.sum(n, i -> weight[i] * squares[i]) / all;
      double rmse = Math.sqrt(Math.max(0, mean));
      double unit = target.length == 1 ? 1 : target.length * spread(truth, weight, all);
      value += rmse / unit;
      for (int i = 0; i < n && rmse > 0; i++) {
        influence[i] += weight[i] * (squares[i] - mean) / (2 * rmse * all) / unit;
      }
    }
    return new FigureOfMerit(value, influence);
  }

  private static double spread(double[] truth, double[] weight, double all) {
    int n = truth.length;
    double mean = EventBlocks.sum(n, i -> weight[i] * truth[i]) / all;
    double squares =
        EventBlocks.sum(n, i -> weight[i] * (truth[i] - mean) * (truth[i] - mean)) / all;
    return Math.sqrt(ScoreChecks.positive("the variance of the target", squares));
  }

  /// Loss of another one against this one: what an AUC has lost, or an RMSE gained.
  static double loss(Task task, FigureOfMerit before, FigureOfMerit after) {
    double rise = after.value - before.value;
    return task instanceof Task.Regression ? rise : -rise;
  }
}
