package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.task.Task;

/// Verdict in words: how good the model is, with its uncertainty, whether it is undertrained,
/// overtrained or neither, and what to do.
final class Verdict {
  private Verdict() {}

  /// `Overtrained`, as a label.
  static String label(Overtraining overtraining) {
    return switch (overtraining.verdict()) {
      case UNDERTRAINED -> "Underfitting";
      case GOOD -> "Neither under- nor overtrained";
      case OVERTRAINED -> "Overtrained";
      case UNDECIDED -> "Training not judged";
    };
  }

  static String training(Overtraining overtraining) {
    return switch (overtraining.verdict()) {
      case UNDERTRAINED -> "It is underfitting: it could learn more.";
      case GOOD -> "It is neither under- nor overtrained.";
      case OVERTRAINED ->
          "It is overtrained: it learned fluctuations of its training events, and does worse on"
              + " others.";
      case UNDECIDED -> "Whether it is under- or overtrained cannot be said.";
    };
  }

  /// Remark beside the label; empty where it says all.
  static String beside(Overtraining overtraining) {
    return overtraining.verdict() == Overtraining.Verdict.GOOD ? "" : training(overtraining);
  }

  /// Why. The usual words are of a training in epochs.
  static List<String> reasons(ReportData run, Overtraining overtraining) {
    if (run.byGradients()) {
      return overtraining.reasons();
    }
    return overtraining.reasons().stream()
        .map(reason ->
            reason
                .replace(
                    "; the weights of that epoch were kept.", "; what came later was left out.")
                .replace("After epoch ", "After round ")
                .replace("after epoch ", "after round ")
                .replace("quarter of the epochs.", "quarter of the rounds."))
        .toList();
  }

  /// Remedies to try. The usual words are of networks.
  static List<String> remedies(ReportData run, Overtraining overtraining) {
    if (run.byGradients()
        || overtraining.remedies().isEmpty()
        || overtraining.verdict() == Overtraining.Verdict.UNDECIDED) {
      return overtraining.remedies();
    }
    return overtraining.verdict() == Overtraining.Verdict.OVERTRAINED
        ? List.of(
            "perform regularization (shallower trees, larger leaves, a smaller learning rate;"
                + " more neighbours)",
            "get more data")
        : List.of(
            "complexify the model (more or deeper trees, smaller leaves; fewer neighbours)",
            "add more features");
  }

  static String headline(ReportData run) {
    List<String> suspicions = run.description().suspicions();
    String doubts = suspicions.isEmpty() ? "" : String.join(" ", suspicions) + " ";
    String compared = comparison(run).map(words -> " " + words).orElse("");
    return doubts
        + quality(run)
        + cost(run)
        + " "
        + training(run.evaluation().overtraining())
        + compared;
  }

  /// What it costs to keep some of the members; empty where all are kept.
  static String cost(ReportData run) {
    return run.members().flatMap(MemberFigures::all).map(all -> cost(run, all)).orElse("");
  }

  private static String cost(ReportData run, PartMetrics all) {
    PartMetrics kept = run.evaluation().evaluatedMetrics();
    String which =
        run.predictor() instanceof CombinedPredictor several
            ? "the best " + several.members().size() + " members"
            : "the best member";
    String figures =
        kept.names().stream()
            .filter(name -> name.equals("auc") || name.startsWith("rmse"))
            .filter(name -> all.value(name).isPresent())
            .map(name ->
                format(
                    "%s %.4g instead of %.4g",
                    name.equals("auc")
                        ? "AUC"
                        : name.replace("rmse_", "RMSE of ").replace("rmse", "RMSE"),
                    kept.value(name).orElse(Double.NaN),
                    all.value(name).orElse(Double.NaN)))
            .collect(Collectors.joining(", "));
    return figures.isEmpty()
        ? ""
        : format(
            " It keeps %s of %d (`members: {ship: ...}`): %s.",
            which, run.members().orElseThrow().members(), figures);
  }

  /// Whether another learner does better, where that was asked for.
  static Optional<String> comparison(ReportData run) {
    return run.evaluation().comparison().map(compared -> compared.words(run.noun()));
  }

  /// Quality with its uncertainty.
  static String quality(ReportData run) {
    Evaluation evaluation = run.evaluation();
    PartMetrics summary = evaluation.evaluatedMetrics();
    String part = evaluation.evaluated().part().id();
    String on =
        evaluation.trainingOnly()
            ? run.members().isPresent()
                ? "training events, each held out by one member (there are no others),"
                : "its own training events (there are no others)"
            : format("%s %s events", Formatting.count(summary.events()), part) + few(summary);
    if (evaluation.failures().stream().anyMatch(f -> f.name().contains(part + " events"))) {
      return format("On %s not all figures of merit could be computed.", on);
    }
    return switch (run.task()) {
      case Task.Binary binary -> binary(binary, evaluation, on, run.noun());
      case Task.Multiclass multiclass ->
          multiclass(multiclass, summary, evaluation, on, run.noun());
      case Task.Regression regression ->
          regression(regression, evaluation.regressions(), on, run.noun());
    };
  }

  // Weights of both signs that cancel leave few events' worth, and figures that say little.
  private static String few(PartMetrics summary) {
    double effective = summary.value("effective_events").orElse(Double.NaN);
    return effective < summary.events() / 4.0
        ? format(
            " (which count as %s, since negative weights cancel positive ones)",
            Formatting.count(Math.round(effective)))
        : "";
  }

  private static String binary(Task.Binary task, Evaluation evaluation, String on, String noun) {
    if (evaluation.rocs().isEmpty() || evaluation.rocs().getFirst().isEmpty()) {
      return format(
          "On %s no AUC is defined: %s and %s must both have a positive sum of weights.",
          on, task.signal(), task.background());
    }
    Roc roc = evaluation.rocs().getFirst().get();
    Roc.WorkingPoint at = roc.workingPoints().get(1);
    return format(
        "On %s the %s tells %s from %s with an AUC of %s; a cut that keeps 10 %% of %s keeps"
            + " %s of %s.",
        on,
        noun,
        task.signal(),
        task.background(),
        Formatting.withError(roc.auc().value(), roc.auc().error()),
        task.background(),
        Formatting.percent(at.signal(), at.error()),
        task.signal());
  }

  private static String multiclass(
      Task.Multiclass task, PartMetrics summary, Evaluation evaluation, String on, String noun) {
    if (evaluation.confusion().isEmpty()) {
      return format("On %s no accuracy is defined: the weights have no positive sum.", on);
    }
    String says =
        format(
            "On %s the %s names the right one of %d classes in %s of cases",
            on,
            noun,
            task.classes().size(),
            Formatting.percent(
                evaluation.confusion().get().accuracy(), evaluation.confusion().get().error()));
    return summary.value("auc").isPresent()
        ? says
            + format(
                "; the mean AUC of each class against the rest is %s.",
                Formatting.withError(
                    summary.value("auc").getAsDouble(),
                    summary.value("auc_error").orElse(Double.NaN)))
        : says + ".";
  }

  private static String explained(RegressionMetrics q) {
    double part = q.r2();
    if (!Double.isFinite(part)) {
      return "";
    }
    // Never 100 % for what is only near it.
    String percent = part > 0.999 ? "more than 99.9" : format("%.1f", 100 * Math.max(0, part));
    return format("; %s %% of its variance is explained", percent);
  }

  private static String regression(
      Task.Regression task, List<RegressionMetrics> qualities, String on, String noun) {
    if (qualities.isEmpty()) {
      return format("On %s no RMSE is defined: the weights have no positive sum.", on);
    }
    StringBuilder says = new StringBuilder(format("On %s the %s predicts ", on, noun));
    for (int t = 0; t < qualities.size(); t++) {
      RegressionMetrics q = qualities.get(t);
      Task.Target target = task.targets().get(t);
      String unit = Formatting.hasUnit(target.unit()) ? " " + target.unit() : "";
      says.append(t == 0 ? "" : t + 1 == qualities.size() ? " and " : ", ")
          .append(
              format(
                  "%s with an RMSE of %s%s (its own spread is %s%s%s)",
                  target.name(),
                  Formatting.withError(q.rmse(), q.rmseError()),
                  unit,
                  Formatting.brief(q.spread()),
                  unit,
                  explained(q)));
    }
    return says.append('.').toString();
  }
}
