package org.jpsi.core.eval;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.task.Task;

/// Precision of the metric that a verdict rests on: a model is not called good by events that are
/// too few to measure it. They are where three standard deviations reach beyond half of the
/// metric's distance from a perfect one (1 - AUC, or the rmse), and beyond a tenth of that of a
/// model without skill (1/2, or the target's standard deviation): from some 25 signal events on, an
/// AUC of 0.9 is measured well enough.
final class MetricPrecision {
  private static final double SIGMAS = 3;
  private static final double OF_ERROR = 0.5;
  private static final double OF_RANGE = 0.1;

  private MetricPrecision() {}

  /// The verdict, which is undecided where it would be good and its metric is not measured well.
  static Overtraining judge(Evaluation evaluation, Overtraining found) {
    if (found.verdict() != Overtraining.Verdict.GOOD) {
      return found;
    }
    return imprecise(evaluation)
        .map(reason ->
            new Overtraining(
                Overtraining.Verdict.UNDECIDED,
                Stream.concat(Stream.of(reason), found.reasons().stream()).toList(),
                List.of(
                    "get more data",
                    "give more of the events to the "
                        + evaluation.evaluated().part().id()
                        + " part (`split:`)"),
                found.gap(),
                found.curve()))
        .orElse(found);
  }

  private static boolean isImprecise(double error, double distance, double range) {
    return SIGMAS * error > OF_ERROR * distance && SIGMAS * error > OF_RANGE * range;
  }

  private static Optional<String> imprecise(Evaluation evaluation) {
    if (evaluation.task() instanceof Task.Regression task) {
      return imprecise(evaluation, task);
    }
    PartMetrics metrics = evaluation.evaluatedMetrics();
    double auc = metrics.value("auc").orElse(Double.NaN);
    double error = metrics.error("auc").orElse(Double.NaN);
    if (!isImprecise(error, 1 - auc, 0.5)) {
      return Optional.empty();
    }
    ScoredEvents events = evaluation.evaluated();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The AUC on %s events, %.2f ± %.2f, is not measured well enough to judge by: %s. Within"
                + " three standard deviations, 1 - AUC may be half of what was found, or half as"
                + " much again.",
            events.part().id(),
            auc,
            error,
            fewest(evaluation.task(), events)));
  }

  // The class that limits the error.
  private static String fewest(Task task, ScoredEvents events) {
    int few = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < task.classNames().size(); c++) {
      double effective = PartMetrics.effectiveEvents(events.weightsOf(c));
      if (effective < least) {
        least = effective;
        few = c;
      }
    }
    int count = events.weightsOf(few).length;
    String counts =
        least < 0.9 * count
            ? String.format(Locale.ROOT, ", which by their weights count as %.3g", least)
            : "";
    return String.format(
        Locale.ROOT,
        count == 1 ? "%,d of them is %s%s" : "%,d of them are %s%s",
        count,
        task.classNames().get(few),
        counts);
  }

  private static Optional<String> imprecise(Evaluation evaluation, Task.Regression task) {
    for (int t = 0; t < evaluation.regressions().size(); t++) {
      RegressionMetrics metrics = evaluation.regressions().get(t);
      if (isImprecise(metrics.rmseError(), metrics.rmse(), metrics.spread())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "The RMSE of %s on %s events, %.3g ± %.1g, is not measured well enough to judge by:"
                    + " few of the %,d events decide it. Within three standard deviations, it may"
                    + " be half of what was found, or half as much again.",
                task.targets().get(t).name(),
                evaluation.evaluated().part().id(),
                metrics.rmse(),
                metrics.rmseError(),
                evaluation.evaluated().events()));
      }
    }
    return Optional.empty();
  }
}
