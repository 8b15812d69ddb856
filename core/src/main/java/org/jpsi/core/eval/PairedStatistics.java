package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.task.Task;

/// Figures of merit of one model for any weights of its events: what depends on scores alone is
/// computed once.
///
/// @param ranks of each one-vs-rest score; none in a regression
/// @param classes which events are of that score's class
/// @param means of which the weighted mean is a figure, `[figures][events]`
/// @param roots whether the figure is the root of that mean
/// @param binary whether there is a signal, with a background efficiency
record PairedStatistics(
    List<RankStatistics> ranks,
    List<boolean[]> classes,
    List<double[]> means,
    List<Boolean> roots,
    boolean binary) {
  private static final double EFFICIENCY = 0.5;
  // below float32's least probability: a score of exactly 0 or 1 has a finite loss
  private static final double LEAST = 1e-7;

  /// The names of the figures, in their order.
  static List<String> names(Task task) {
    List<String> names = new ArrayList<>();
    if (task instanceof Task.Regression regression) {
      for (Task.Target target : regression.targets()) {
        String of = regression.targets().size() == 1 ? "" : "_" + target.name();
        names.addAll(List.of("rmse" + of, "mae" + of, "bias" + of));
      }
      return names;
    }
    names.add("auc");
    if (task instanceof Task.Binary) {
      names.add("background_at_50");
    }
    names.addAll(List.of("log_loss", "brier", "accuracy"));
    return names;
  }

  static PairedStatistics of(Task task, ScoredEvents events) {
    int n = events.events();
    List<double[]> means = new ArrayList<>();
    List<Boolean> roots = new ArrayList<>();
    if (task instanceof Task.Regression) {
      for (int t = 0; t < events.target().length; t++) {
        double[][] own = new double[3][n];
        for (int i = 0; i < n; i++) {
          double residual = events.residual(t, i);
          own[0][i] = residual * residual;
          own[1][i] = Math.abs(residual);
          own[2][i] = residual;
        }
        means.addAll(List.of(own));
        roots.addAll(List.of(true, false, false));
      }
      return new PairedStatistics(List.of(), List.of(), means, roots, false);
    }
    List<RankStatistics> ranks = new ArrayList<>();
    List<boolean[]> classes = new ArrayList<>();
    for (OneVsRest one : events.oneVsRest(task)) {
      ScoreChecks.finite("score", one.score());
      ranks.add(RankStatistics.of(one.score()));
      classes.add(one.signal());
    }
    int[] predicted = events.predicted(task);
    double[][] own = new double[3][n];
    for (int i = 0; i < n; i++) {
      int label = events.label()[i];
      double right =
          task instanceof Task.Binary
              ? label == Task.Binary.SIGNAL ? events.scores()[0][i] : 1 - events.scores()[0][i]
              : events.scores()[label][i];
      own[0][i] = -StrictMath.log(Math.max(LEAST, right));
      for (int k = 0; k < events.scores().length; k++) {
        boolean is = events.scores().length == 1 ? label == Task.Binary.SIGNAL : label == k;
        double d = events.scores()[k][i] - (is ? 1 : 0);
        own[1][i] += d * d;
      }
      own[2][i] = predicted[i] == label ? 1 : 0;
    }
    means.addAll(List.of(own));
    roots.addAll(List.of(false, false, false));
    return new PairedStatistics(ranks, classes, means, roots, task instanceof Task.Binary);
  }

  /// The figures for these weights, in the order of {@link #names}; NaN where one is not defined.
  double[] figures(double[] weight) {
    List<Double> all = new ArrayList<>();
    double auc = 0;
    for (int c = 0; c < ranks.size(); c++) {
      double[] s = ranks.get(c).sums(classes.get(c), true, weight, false);
      double[] b = ranks.get(c).sums(classes.get(c), false, weight, false);
      auc += area(s, b) / ranks.size();
      if (binary) {
        all.add(background(s, b));
      }
    }
    if (!ranks.isEmpty()) {
      all.addFirst(auc);
    }
    double sum = PartMetrics.sum(weight);
    for (int f = 0; f < means.size(); f++) {
      double[] figure = means.get(f);
      double mean = 0;
      for (int i = 0; i < weight.length; i++) {
        mean += weight[i] * figure[i];
      }
      double value = sum > 0 ? mean / sum : Double.NaN;
      all.add(roots.get(f) ? Math.sqrt(value) : value);
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The AUC, as {@link Auc} has it, from sums of weights at each score, highest first.
  private static double area(double[] s, double[] b) {
    double above = 0;
    double area = 0;
    double background = 0;
    for (int g = 0; g < s.length; g++) {
      area += b[g] * (above + 0.5 * s[g]);
      above += s[g];
      background += b[g];
    }
    return above > 0 && background > 0 ? Math.clamp(area / above / background, 0, 1) : Double.NaN;
  }

  /// The background efficiency where that of the signal is one half, interpolated along the curve.
  private static double background(double[] s, double[] b) {
    double signal = 0;
    double all = 0;
    for (int g = 0; g < s.length; g++) {
      signal += s[g];
      all += b[g];
    }
    if (!(signal > 0 && all > 0)) {
      return Double.NaN;
    }
    double wanted = EFFICIENCY * signal;
    double passed = 0;
    double background = 0;
    for (int g = 0; g < s.length; g++) {
      if (passed + s[g] >= wanted) {
        double part = s[g] > 0 ? (wanted - passed) / s[g] : 0;
        return (background + part * b[g]) / all;
      }
      passed += s[g];
      background += b[g];
    }
    return 1;
  }
}
