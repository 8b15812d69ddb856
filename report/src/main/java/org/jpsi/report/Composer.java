package org.jpsi.report;

import static org.jpsi.report.Words.say;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.KolmogorovSmirnov;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.task.Task;

/// Puts the page together: what stands where, and the words around the figures.
final class Composer {
  // Matrices of more features than this stand alone in their row.
  private static final int WIDE = 14;
  private final RunReport run;
  private final Evaluation evaluation;
  private final History history;
  private final Map<String, List<Drawn>> figures;
  private final Page page;

  /// @param figures by section
  Composer(RunReport run, Map<String, List<Drawn>> figures) {
    this.run = run;
    this.evaluation = run.evaluation();
    this.history = evaluation.history();
    this.figures = figures;
    this.page = new Page(run.description().name());
  }

  String html() {
    verdict();
    analysis();
    if (!run.description().notes().isEmpty()) {
      page.section("notes", "Warnings").heading(2, "Warnings of the run");
      page.list("notes", run.description().notes());
    }
    if (has("inputs")) {
      page.section("inputs", "Inputs").heading(2, "Input distributions");
      page.text(
          "Training events with their physical weights and statistical errors (the square root of"
              + " the sum of squared weights). Each histogram is scaled to unit area; up to a few"
              + " thousandths of the events at either end lie outside the axis.");
      page.figures(all("inputs"), "small");
    }
    if (has("correlations")) {
      page.section("correlations", "Correlations").heading(2, "Correlations of the inputs");
      page.figures(all("correlations"), run.inputs().features().size() > WIDE ? "large" : "");
    }
    section(
        "network",
        run.network().byGradients() ? "Network" : "Model",
        "The " + run.network().noun());
    learning();
    if (has("score")) {
      page.section("score", "Score").heading(2, "Score on training and other events");
      page.figures(all("score"), "");
      distances();
    }
    if (has("roc")) {
      page.section("roc", "ROC").heading(2, "ROC");
      page.figures(all("roc"), "");
      workingPoints();
    }
    if (has("cuts")) {
      page.section("cut", "Cut on the score").heading(2, "Efficiency and purity against the cut");
      page.figures(all("cuts"), "");
      bestCut();
    }
    section("confusion", "Confusion", "Which class is taken for which");
    if (has("regression")) {
      page.section("regression", "Residuals").heading(2, "Residuals and resolution");
      page.figures(all("regression"), "");
      regressionTable();
    }
    page.section("about", "About this run").heading(2, "About this run");
    page.facts(run.description().provenance());
    page.soft("Made by Jpsi. Figures are also in the folder plots/ beside this page.");
    return page.html();
  }

  private boolean has(String section) {
    return !all(section).isEmpty();
  }

  private List<Drawn> all(String section) {
    return figures.getOrDefault(section, List.of());
  }

  private void section(String id, String link, String heading) {
    if (has(id)) {
      page.section(id, link).heading(2, heading).figures(all(id), "");
    }
  }

  private void verdict() {
    page.section("verdict", "Verdict").heading(1, run.description().name());
    page.element("p", "kind", kind());
    page.open("div", "verdict " + Page.lower(evaluation.overtraining().verdict()));
    page.element("p", "says", Verdict.quality(run));
    page.element("p", "word", Verdict.label(evaluation.overtraining()));
    String beside = Verdict.beside(evaluation.overtraining());
    if (!beside.isEmpty()) {
      page.text(beside);
    }
    page.list("reasons", Verdict.reasons(run, evaluation.overtraining()));
    List<String> remedies = Verdict.remedies(run, evaluation.overtraining());
    if (!remedies.isEmpty()) {
      page.text("What to try:").list("remedies", remedies);
    }
    page.close("div");
    cards();
    page.heading(3, "Figures of each part");
    partsTable();
  }

  private String kind() {
    return switch (run.task()) {
      case Task.Binary binary ->
          say(
              "%s against %s, %d features, %s training events",
              binary.signal(),
              binary.background(),
              run.inputs().features().size(),
              Words.count(evaluation.train().events()));
      case Task.Multiclass multiclass ->
          say(
              "%d classes (%s), %d features, %s training events",
              multiclass.classes().size(),
              String.join(", ", multiclass.classes()),
              run.inputs().features().size(),
              Words.count(evaluation.train().events()));
      case Task.Regression regression ->
          say(
              "Regression of %s, %d features, %s training events",
              String.join(", ", regression.targets().stream().map(Task.Target::name).toList()),
              run.inputs().features().size(),
              Words.count(evaluation.train().events()));
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
                Words.withError(auc, summary.value("auc_error").orElse(Double.NaN))));
    if (run.task() instanceof Task.Binary && !evaluation.rocs().isEmpty()) {
      evaluation
          .rocs()
          .getFirst()
          .ifPresent(roc -> {
            Roc.WorkingPoint at = roc.workingPoints().get(1);
            page.card("signal at 10 % background", Words.percent(at.signal(), at.error()));
          });
    }
    evaluation
        .confusion()
        .ifPresent(c -> page.card(part + " accuracy", Words.percent(c.accuracy(), c.error())));
    for (int t = 0; t < evaluation.regressions().size(); t++) {
      RegressionMetrics quality = evaluation.regressions().get(t);
      Task.Target target = ((Task.Regression) run.task()).targets().get(t);
      String unit = Words.hasUnit(target.unit()) ? " " + target.unit() : "";
      page.card(
          part + " RMSE of " + target.name(),
          Words.withError(quality.rmse(), quality.rmseError()) + unit);
      page.card("bias", Words.withError(quality.bias(), quality.biasError()) + unit);
    }
    page.card(part + " events", Words.count(summary.events()));
    if (run.network().byGradients() || history.epochs().size() > 1) {
      page.card(
          run.network().step() + " kept",
          say("%d of %d", history.bestEpoch(), history.epochs().size()));
    }
    page.close("div");
  }

  private void partsTable() {
    Set<String> names = new LinkedHashSet<>();
    evaluation.metrics().values().forEach(s -> names.addAll(s.values().keySet()));
    names.remove("auc_error");
    List<String> head = new ArrayList<>(List.of("part", "events", "sum of weights"));
    names.forEach(name -> head.add(heading(name)));
    List<List<String>> rows = new ArrayList<>();
    evaluation
        .metrics()
        .forEach((part, summary) -> {
          List<String> row =
              new ArrayList<>(
                  List.of(part.id(), Words.count(summary.events()), Words.brief(summary.weight())));
          for (String name : names) {
            double value = summary.value(name).orElse(Double.NaN);
            double error =
                name.equals("auc") ? summary.value("auc_error").orElse(Double.NaN) : Double.NaN;
            row.add(
                Double.isNaN(value)
                    ? "–"
                    : error > 0 ? Words.withError(value, error) : plain(value));
          }
          rows.add(row);
        });
    page.table(head, rows);
  }

  // Four digits after the point, but not those of a small number alone.
  private static String plain(double value) {
    return value == 0 || Math.abs(value) >= 0.01 ? say("%.4f", value) : say("%.3g", value);
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
    return figure;
  }

  private void analysis() {
    page.section("analysis", "Analysis").heading(2, "The analysis as run");
    page.text(weights());
    page.element("pre", "", run.description().yaml());
  }

  private String weights() {
    String from =
        run.description().weights().isEmpty()
            ? "Every event counts as one."
            : say("Event weights: %s.", run.description().weights());
    double negative = evaluation.percentNegative();
    String signed =
        negative == 0
            ? ""
            : say(
                " %.1f %% of the events have a negative weight; they are kept, in training and in"
                    + " every figure.",
                negative);
    String training =
        run.task() instanceof Task.Regression
            ? " Training weights are scaled to a mean magnitude of one."
            : " For training, each class's weights are scaled to the same sum and to a mean"
                + " magnitude of one.";
    String yields =
        run.description().weightsAreYields()
            ? " The weights are taken as expected yields; expected significances rest on that."
            : "";
    return from + signed + training + " All figures here use the physical weights." + yields;
  }

  private void learning() {
    if (!has("learning")) {
      return;
    }
    page.section("learning", "Learning curves").heading(2, "Learning curves");
    page.text(
        say(
            run.network().byGradients()
                ? "%d epochs; the weights of epoch %d were kept. Training ended: %s."
                : "%d rounds; those up to round %d were kept. Training ended: %s.",
            history.epochs().size(),
            history.bestEpoch(),
            run.training().ending()));
    if (!run.training().beside().isEmpty()) {
      page.text(run.training().beside());
    }
    page.figures(all("learning"), "");
  }

  private void distances() {
    if (evaluation.ksTests().stream().allMatch(Optional::isEmpty)) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    boolean signed = false;
    for (int c = 0; c < evaluation.ksTests().size(); c++) {
      Optional<KolmogorovSmirnov> found = evaluation.ksTests().get(c);
      if (found.isPresent()) {
        KolmogorovSmirnov d = found.get();
        signed |= d.pValue().isEmpty();
        rows.add(
            List.of(
                run.task().classNames().get(c),
                say("%.4f", d.distance()),
                Words.count(Math.round(d.effectiveFirst())),
                Words.count(Math.round(d.effectiveSecond())),
                d.pValue().isPresent() ? chance(d.pValue().getAsDouble()) : "–"));
      }
    }
    String other = evaluation.evaluated().part().id();
    page.heading(3, "Kolmogorov-Smirnov distance of training and " + other + " scores");
    page.table(
        List.of(
            "class",
            "distance",
            "effective training events",
            "effective " + other + " events",
            "p"),
        rows);
    page.soft(
        signed
            ? "The effective number of events is (Σw)² / Σw². No p is given where weights are"
                + " signed: its distribution is not known then."
            : "The effective number of events is (Σw)² / Σw²; p is the chance of a distance as"
                + " large without any overtraining. With many events a tiny and harmless gap"
                + " makes p small: judge by the AUC gap above.");
  }

  private static String chance(double p) {
    return p < 0.001 ? "< 0.001" : say("%.3f", p);
  }

  private void workingPoints() {
    List<List<String>> rows = new ArrayList<>();
    boolean many = !(run.task() instanceof Task.Binary);
    for (int c = 0; c < evaluation.rocs().size(); c++) {
      Optional<Roc> found = evaluation.rocs().get(c);
      if (found.isEmpty()) {
        continue;
      }
      Roc roc = found.get();
      List<String> row = new ArrayList<>();
      row.add(run.task().classNames().get(Evaluation.label(run.task(), c)));
      row.add(Words.withError(roc.auc().value(), roc.auc().error()));
      roc.workingPoints().forEach(at -> row.add(Words.percent(at.signal(), at.error())));
      rows.add(row);
    }
    page.heading(3, many ? "Efficiency of each class" : "Signal efficiency");
    page.table(List.of("signal", "AUC", "at 1 % background", "at 10 %", "at 30 %"), rows);
    page.soft(
        "Errors are one standard deviation of these events: of the AUC after DeLong, with weights;"
            + " of an efficiency from signal events, and from background events, which decide where"
            + " the cut lies.");
  }

  private void bestCut() {
    Optional<CutScan.CutPoint> best = evaluation.cuts().flatMap(CutScan::best);
    if (run.description().weightsAreYields() && best.isPresent()) {
      CutScan.CutPoint at = best.get();
      page.text(
          say(
              "Best cut: score ≥ %.3f leaves S = %s and B = %s (yields of the whole sample): Asimov"
                  + " significance %.2f, S/√(S+B) %.2f. The cut was chosen on the same events, so"
                  + " the figure is slightly optimistic.",
              at.cut(), Words.brief(at.s()), Words.brief(at.b()), at.asimov(), at.significance()));
    } else if (!run.description().weightsAreYields()) {
      page.soft(
          "No significance is given: nothing says that the weights are expected numbers of"
              + " events. Where they are, say `yields: true` in the analysis file.");
    }
  }

  private void regressionTable() {
    List<List<String>> rows = new ArrayList<>();
    Task.Regression task = (Task.Regression) run.task();
    for (int t = 0; t < evaluation.regressions().size(); t++) {
      RegressionMetrics q = evaluation.regressions().get(t);
      rows.add(
          List.of(
              Words.withUnit(task.targets().get(t).name(), task.targets().get(t).unit()),
              Words.withError(q.rmse(), q.rmseError()),
              Words.brief(q.mae()),
              Words.withError(q.bias(), q.biasError()),
              Words.brief(q.spread())));
    }
    page.table(List.of("target", "RMSE", "MAE", "bias", "spread of the target"), rows);
  }
}
