package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.KolmogorovSmirnov;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.SampleYield;
import org.jpsi.core.task.Task;

/// Report page: which section stands where, and the texts and tables around the figures. A part
/// that fails costs that part alone.
final class ReportPage {
  // Matrices of more features than this stand alone in their row.
  private static final int WIDE = 14;
  private final ReportData run;
  private final Evaluation evaluation;
  private final History history;
  private final Map<String, List<FigureResult>> figures;
  private final HtmlPage page;

  /// @param figures by section
  ReportPage(ReportData run, Map<String, List<FigureResult>> figures) {
    this.run = run;
    this.evaluation = run.evaluation();
    this.history = evaluation.history();
    this.figures = figures;
    this.page = new HtmlPage(run.description().name());
  }

  String html() {
    new VerdictSection(run, page).write();
    run.folds().ifPresent(folds -> new FoldsSection(run, folds, page).write());
    page.section("analysis", "Analysis").heading(2, "The analysis as run");
    page.part("Weights", () -> page.text(weights()));
    if (!run.description().samples().isEmpty()) {
      page.part("Samples", this::samples);
    }
    page.part("Analysis file", () -> page.element("pre", "", run.description().yaml()));
    if (!run.description().notes().isEmpty()) {
      page.section("notes", "Warnings").heading(2, "Warnings of the run");
      page.part("Warnings", () -> page.list("notes", run.description().notes()));
    }
    run.figures()
        .negativeWeights()
        .ifPresent(found -> new NegativeWeightsSection(found, page).write(all("negative-weights")));
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
    section("network", run.byGradients() ? "Network" : "Model", "The " + run.noun());
    if (has("learning")) {
      page.section("learning", "Learning curves").heading(2, "Learning curves");
      page.part("Course of the training", this::learning);
      page.figures(all("learning"), "");
    }
    if (has("score")) {
      page.section("score", "Score").heading(2, "Score on training and other events");
      page.part("Meaning of the score", () -> page.text(meaning()));
      page.figures(all("score"), "");
      page.part("Kolmogorov-Smirnov distance", this::distances);
    }
    if (has("roc")) {
      page.section("roc", "ROC").heading(2, "ROC");
      page.figures(all("roc"), "");
      page.part("Signal efficiency", this::workingPoints);
    }
    if (has("cuts")) {
      page.section("cut", "Cut on the score").heading(2, "Efficiency and purity against the cut");
      page.figures(all("cuts"), "");
      page.part("Best cut", this::bestCut);
    }
    run.figures().significance().ifPresent(z -> new SignificanceSection(z, page).write());
    run.figures()
        .efficiencies()
        .ifPresent(
            found -> new EfficiencySection(run.figures(), found, page).write(all("spectators")));
    run.figures()
        .calibration()
        .ifPresent(
            found -> new CalibrationSection(run.task(), found, page).write(all("calibration")));
    run.figures()
        .parameters()
        .ifPresent(found -> new ParameterSection(found, page).write(all("parameters")));
    run.figures()
        .decorrelation()
        .ifPresent(found -> new DecorrelationSection(found, page).write(all("decorrelation")));
    run.figures()
        .studies()
        .cuts()
        .ifPresent(found -> new CutsSection(found, page).write(all("rectangular-cuts")));
    run.figures()
        .studies()
        .importances()
        .ifPresent(found -> new ImportanceSection(found, page).write(all("importance")));
    run.figures().studies().seeds().ifPresent(found -> new SeedsSection(found, page).write());
    section("spread", "Training spread", "Training spread");
    section("confusion", "Confusion", "Which class is taken for which");
    if (has("regression")) {
      page.section("regression", "Residuals").heading(2, "Residuals and resolution");
      page.figures(all("regression"), "");
      page.part("Figures of each target", this::regressionTable);
    }
    run.data().ifPresent(data -> new DataSection(data, page).write(all("data")));
    run.systematics().ifPresent(varied -> new SystematicsSection(varied, page).write());
    page.section("about", "About this run").heading(2, "About this run");
    page.part("About this run", () -> page.properties(run.description().provenance()));
    page.soft("Made by Jpsi. Figures are also in the folder plots/ beside this page.");
    return page.html();
  }

  /// The parts that could not be made.
  List<FailedSection> failures() {
    return page.failures();
  }

  private void samples() {
    List<List<String>> rows = new ArrayList<>();
    for (SampleYield sample : run.description().samples()) {
      rows.add(
          List.of(
              sample.name(),
              sample.className(),
              Long.toString(sample.read()),
              Integer.toString(sample.selected()),
              Formatting.brief(sample.sumOfWeights()),
              Formatting.withError(sample.yield(), sample.error())));
    }
    page.table(
        List.of("sample", "class", "events", "selected", "sum of weights", "expected yield"), rows);
  }

  private boolean has(String section) {
    return !all(section).isEmpty();
  }

  private List<FigureResult> all(String section) {
    return figures.getOrDefault(section, List.of());
  }

  private void section(String id, String link, String heading) {
    if (has(id)) {
      page.section(id, link).heading(2, heading).figures(all(id), "");
    }
  }

  private String weights() {
    String from =
        run.description().weights().isEmpty()
            ? "Every event counts as one."
            : format("Event weights: %s.", run.description().weights());
    double negative = evaluation.percentNegative();
    String signed =
        negative == 0
            ? ""
            : format(" %.1f %% of the events have a negative weight; they are kept, ", negative)
                + run.figures()
                    .negativeWeights()
                    .filter(NegativeWeightsSection::isChanged)
                    .map(found -> "in every figure. " + NegativeWeightsSection.words(found))
                    .orElse("in training and in every figure.");
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
    page.text(
        format(
            run.byGradients()
                ? run.members().isPresent()
                    ? "%d epochs; the weights of epoch %d were kept, the same for all members, by"
                        + " their held-out events. Training ended: %s."
                    : "%d epochs; the weights of epoch %d were kept. Training ended: %s."
                : "%d rounds; those up to round %d were kept. Training ended: %s.",
            history.epochs().size(),
            history.bestEpoch(),
            run.training().ending()));
    if (!run.training().beside().isEmpty()) {
      page.text(run.training().beside());
    }
  }

  /// A probability holds for one mixture of classes alone: that of the training weights.
  private String meaning() {
    List<String> classes = run.task().classNames();
    String mixture =
        classes.size() == 2
            ? "a mixture of 50:50"
            : format("a mixture of %d classes of the same size", classes.size());
    return format(
        "The score is the probability of %s for %s, as trained, whatever the mixture in the data:"
            + " of fractions f in place of equal ones, the odds of two classes are multiplied by"
            + " the ratio of their f.",
        run.task() instanceof Task.Binary binary ? binary.signal() : "a class", mixture);
  }

  private void distances() {
    if (evaluation.ksTests().stream().allMatch(Optional::isEmpty)) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    boolean signed = false;
    int permutations = 0;
    for (int c = 0; c < evaluation.ksTests().size(); c++) {
      Optional<KolmogorovSmirnov> found = evaluation.ksTests().get(c);
      if (found.isPresent()) {
        KolmogorovSmirnov d = found.get();
        permutations = Math.max(permutations, d.permutations());
        signed |= d.pValue().isEmpty() || d.permutations() > 0;
        rows.add(
            List.of(
                run.task().classNames().get(c),
                format("%.4f", d.distance()),
                Formatting.count(Math.round(d.effectiveFirst())),
                Formatting.count(Math.round(d.effectiveSecond())),
                d.pValue().isPresent() ? chance(d.pValue().getAsDouble()) : "–"));
      }
    }
    String other = evaluation.evaluated().part().id();
    String scores = run.members().isPresent() ? " scores of one member" : " scores";
    page.heading(3, "Kolmogorov-Smirnov distance of training and " + other + scores);
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
            ? "The effective number of events is (Σw)² / Σw². Where weights are signed, "
                + (permutations > 0
                    ? format(
                        "p is the fraction of %d permutations of the events between both samples"
                            + " with a distance as large. It decides nothing: judge by the AUC gap"
                            + " above.",
                        permutations)
                    : "p is not given: sums of weights are too near zero, or events too many.")
            : "The effective number of events is (Σw)² / Σw²; p is the chance of a distance as"
                + " large without any overtraining. With many events a tiny and harmless gap"
                + " makes p small: judge by the AUC gap above.");
  }

  static String chance(double p) {
    return p < 0.001 ? "< 0.001" : format("%.3f", p);
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
      row.add(Formatting.withError(roc.auc().value(), roc.auc().error()));
      roc.workingPoints().forEach(at -> row.add(Formatting.percent(at.signal(), at.error())));
      rows.add(row);
    }
    page.heading(3, many ? "Efficiency of each class" : "Signal efficiency");
    page.table(List.of("signal", "AUC", "at 1 % background", "at 10 %", "at 30 %"), rows);
    page.soft(
        "Errors are one standard deviation of these events: of the AUC after DeLong, with weights;"
            + " of an efficiency from signal events, and from background events, which decide where"
            + " the cut lies. Where fewer than ten events decide, they reach to the farther end of"
            + " Newcombe's and Wilson's intervals.");
  }

  private void bestCut() {
    Optional<CutScan.CutPoint> best = evaluation.cuts().flatMap(CutScan::best);
    if (run.description().weightsAreYields() && best.isPresent()) {
      CutScan.CutPoint at = best.get();
      page.text(
          format(
              "Best cut: score ≥ %.3f leaves S = %s and B = %s (yields of the whole sample): Asimov"
                  + " significance %s, S/√(S+B) %s. The errors are those of the statistics of the"
                  + " %s events, of which %s of background pass, effectively. It is the cut of the"
                  + " highest Asimov significance less its error among those that leave ten; it was"
                  + " chosen on the same events, so the figure is slightly optimistic.",
              at.cut(),
              Formatting.brief(at.s()),
              Formatting.brief(at.b()),
              Formatting.withError(at.asimov(), at.asimovError()),
              Formatting.withError(at.significance(), at.significanceError()),
              evaluation.evaluated().part().id(),
              Formatting.brief(at.effectiveBackground())));
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
              Formatting.withUnit(task.targets().get(t).name(), task.targets().get(t).unit()),
              Formatting.withError(q.rmse(), q.rmseError()),
              Formatting.brief(q.mae()),
              Formatting.withError(q.bias(), q.biasError()),
              Formatting.brief(q.spread())));
    }
    page.table(List.of("target", "RMSE", "MAE", "bias", "spread of the target"), rows);
  }
}
