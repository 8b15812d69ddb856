package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Verdict section of the report: the verdict in words, figures of merit as cards, and those of
/// each part as a table.
final class VerdictSection {
  private final ReportData run;
  private final Evaluation evaluation;
  private final HtmlPage page;

  VerdictSection(ReportData run, HtmlPage page) {
    this.run = run;
    this.evaluation = run.evaluation();
    this.page = page;
  }

  void write() {
    page.section("verdict", "Verdict").heading(1, run.description().name());
    if (!run.description().suspicions().isEmpty()) {
      page.part("Suspicions", () -> page.list("notes", run.description().suspicions()));
    }
    page.part("Task", () -> page.element("p", "kind", task()));
    page.part("Verdict", this::verdict);
    page.part("Failed metrics", this::failures);
    page.part("Figures of merit", this::cards);
    page.heading(3, "Figures of each part");
    page.part("Figures of each part", this::partsTable);
  }

  private void verdict() {
    page.open("div", "verdict " + HtmlPage.lower(evaluation.overtraining().verdict()));
    page.element("p", "says", Verdict.quality(run) + Verdict.cost(run));
    page.element("p", "word", Verdict.label(evaluation.overtraining()));
    String beside = Verdict.beside(evaluation.overtraining());
    if (!beside.isEmpty()) {
      page.text(beside);
    }
    Verdict.comparison(run).ifPresent(page::text);
    page.list("reasons", Verdict.reasons(run, evaluation.overtraining()));
    List<String> remedies = Verdict.remedies(run, evaluation.overtraining());
    if (!remedies.isEmpty()) {
      page.text("What to try:").list("remedies", remedies);
    }
    page.close("div");
  }

  private void failures() {
    List<FailedMetric> failed = new ArrayList<>(evaluation.failures());
    failed.addAll(run.figures().failures());
    if (!failed.isEmpty()) {
      page.list(
          "notes",
          failed.stream()
              .map(one -> one.name() + " could not be computed: " + one.reason())
              .toList());
      page.text(ReportFailure.BUG);
    }
  }

  private String task() {
    return switch (run.task()) {
      case Task.Binary binary ->
          format(
              "%s against %s, %d features, %s training events",
              binary.signal(),
              binary.background(),
              run.inputs().features().size(),
              Formatting.count(evaluation.train().events()));
      case Task.Multiclass multiclass ->
          format(
              "%d classes (%s), %d features, %s training events",
              multiclass.classes().size(),
              String.join(", ", multiclass.classes()),
              run.inputs().features().size(),
              Formatting.count(evaluation.train().events()));
      case Task.Regression regression ->
          format(
              "Regression of %s, %d features, %s training events",
              String.join(", ", regression.targets().stream().map(Task.Target::name).toList()),
              run.inputs().features().size(),
              Formatting.count(evaluation.train().events()));
    };
  }

  private void cards() {
    PartMetrics summary = evaluation.evaluatedMetrics();
    String part = evaluation.evaluated().part().id();
    page.open("div", "cards");
    summary
        .value("auc")
        .ifPresent(auc ->
            page.card(
                part + " AUC",
                Formatting.withError(auc, summary.value("auc_error").orElse(Double.NaN))));
    if (run.task() instanceof Task.Binary && !evaluation.rocs().isEmpty()) {
      evaluation
          .rocs()
          .getFirst()
          .ifPresent(roc -> {
            Roc.WorkingPoint at = roc.workingPoints().get(1);
            page.card("signal at 10 % background", Formatting.percent(at.signal(), at.error()));
          });
    }
    evaluation
        .confusion()
        .ifPresent(c -> page.card(part + " accuracy", Formatting.percent(c.accuracy(), c.error())));
    for (int t = 0; t < evaluation.regressions().size(); t++) {
      RegressionMetrics quality = evaluation.regressions().get(t);
      Task.Target target = ((Task.Regression) run.task()).targets().get(t);
      String unit = unit(target);
      page.card(
          part + " RMSE of " + target.name(),
          Formatting.withError(quality.rmse(), quality.rmseError()) + unit);
      page.card("bias", Formatting.withError(quality.bias(), quality.biasError()) + unit);
    }
    page.card(part + " events", Formatting.count(summary.events()));
    if (run.byGradients() || evaluation.history().epochs().size() > 1) {
      page.card(
          run.step() + " kept",
          format(
              "%d of %d", evaluation.history().bestEpoch(), evaluation.history().epochs().size()));
    }
    page.close("div");
  }

  private void partsTable() {
    SequencedMap<String, PartMetrics> rowsOf = new LinkedHashMap<>();
    evaluation
        .metrics()
        .forEach((part, summary) -> {
          boolean member = part == Part.TRAIN && run.members().isPresent();
          rowsOf.put(member ? "train (one member)" : part.id(), summary);
          if (member) {
            rowsOf.put("held out (one member)", run.members().get().heldOut());
          }
        });
    run.members()
        .flatMap(MemberFigures::all)
        .ifPresent(all ->
            rowsOf.put(
                format(
                    "%s (all %d members)",
                    evaluation.evaluated().part().id(), run.members().get().members()),
                all));
    Set<String> names = new LinkedHashSet<>();
    rowsOf.values().forEach(s -> names.addAll(s.names()));
    List<String> head = new ArrayList<>(List.of("part", "events", "sum of weights"));
    names.forEach(name -> head.add(heading(name)));
    List<List<String>> rows = new ArrayList<>();
    rowsOf.forEach((part, summary) -> {
      List<String> row =
          new ArrayList<>(
              List.of(
                  part, Formatting.count(summary.events()), Formatting.brief(summary.weight())));
      for (String name : names) {
        double value = summary.value(name).orElse(Double.NaN);
        double error = summary.error(name).orElse(Double.NaN);
        row.add(
            Double.isNaN(value)
                ? "–"
                : error > 0 ? Formatting.withError(value, error) : plain(value));
      }
      rows.add(row);
    });
    page.table(head, rows);
    run.members().ifPresent(this::membersText);
  }

  private void membersText(MemberFigures members) {
    page.soft(
        format(
            "Of the %d members each was trained on all training events but a share of its own."
                + " Train (one member): each training event by one member that was trained on it;"
                + " held out (one member): by the one that was not. Those figures are of one"
                + " member; the other parts are scored by the model.",
            members.members()));
    if (!members.spreads().isEmpty()) {
      page.text(spread(members));
    }
  }

  private String spread(MemberFigures members) {
    List<String> means = new ArrayList<>();
    for (int s = 0; s < members.spreads().size(); s++) {
      double mean = members.spreads().get(s);
      means.add(
          switch (run.task()) {
            case Task.Binary _ -> format("%.3g", mean);
            case Task.Multiclass task -> format("%.3g for %s", mean, task.classes().get(s));
            case Task.Regression task ->
                format(
                    "%.3g%s of %s",
                    mean, unit(task.targets().get(s)), task.targets().get(s).name());
          });
    }
    return format(
        "Standard deviation of the members' scores, mean over %s events: %s. %s",
        evaluation.evaluated().part().id(), String.join(", ", means), MemberFigureWords.SPREAD);
  }

  private static String unit(Task.Target target) {
    return Formatting.hasUnit(target.unit()) ? " " + target.unit() : "";
  }

  // Four digits after the point, but not those of a small number alone, nor of a large one.
  private static String plain(double value) {
    double size = Math.abs(value);
    String format = size >= 1e6 ? "%.4g" : size == 0 || size >= 0.01 ? "%.4f" : "%.3g";
    return format(format, value);
  }

  /// A figure as one writes it: `AUC`, `RMSE of M`.
  private static String heading(String figure) {
    for (String name : List.of("auc", "rmse", "mae", "bias")) {
      String word = name.equals("bias") ? name : name.toUpperCase(Locale.ROOT);
      if (figure.equals(name)) {
        return word;
      }
      if (figure.startsWith(name + "_")) {
        return word + " of " + figure.substring(name.length() + 1);
      }
    }
    return figure.replace('_', ' ');
  }
}
