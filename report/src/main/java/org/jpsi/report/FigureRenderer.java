package org.jpsi.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.parallel.Deferred;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;

/// Figure renderer: has the figures of a report rendered, and the page made with them. Which thread
/// renders what makes no difference to what comes out.
///
/// Lists of figures, single figures, the headline, parts of the page and the whole page are guarded
/// each by itself: one that fails is named, and costs nothing else.
final class FigureRenderer {
  private FigureRenderer() {}

  static Report render(ReportData run) {
    try (InputFigureRendering inputs =
        InputFigureRendering.begin(run.inputs(), ThreadPool.standard())) {
      return render(run, inputs);
    }
  }

  static Report render(ReportData run, InputFigureRendering inputs) {
    SequencedMap<String, List<Deferred<FigureResult>>> rendering = new LinkedHashMap<>();
    try {
      submit(run, inputs, rendering);
      SequencedMap<String, List<FigureResult>> results = new LinkedHashMap<>();
      rendering.forEach(
          (section, all) -> results.put(section, all.stream().map(Deferred::get).toList()));
      return report(run, results);
    } finally {
      rendering.values().forEach(all -> all.forEach(Deferred::cancel));
    }
  }

  private static void submit(
      ReportData run,
      InputFigureRendering inputs,
      SequencedMap<String, List<Deferred<FigureResult>>> rendering) {
    ThreadPool pool = inputs.pool();
    rendering.put("inputs", inputs.distributions());
    rendering.put("correlations", inputs.correlations());
    rendering.put(
        "network", submit(pool, "network", "Network", () -> List.of(NetworkDiagram.of(run))));
    rendering.put(
        "learning", submit(pool, "learning", "Learning curves", () -> LearningFigures.of(run)));
    rendering.put("score", submit(pool, "scores", "Scores", () -> ScoreFigures.overlays(run)));
    rendering.put("roc", submit(pool, "rocs", "ROC curves", () -> RocFigures.rocs(run)));
    rendering.put(
        "cuts", submit(pool, "cut-scan", "Cuts on the score", () -> RocFigures.cuts(run)));
    rendering.put(
        "spectators", submit(pool, "spectators", "Spectators", () -> SpectatorFigures.of(run)));
    rendering.put(
        "calibration", submit(pool, "calibrations", "Calibration", () -> CalibrationPlots.of(run)));
    rendering.put(
        "decorrelation",
        submit(pool, "decorrelations", "Decorrelation", () -> DecorrelationPlots.of(run)));
    rendering.put(
        "parameters", submit(pool, "parameters", "Parameter", () -> ParameterSection.figures(run)));
    rendering.put(
        "importance",
        submit(pool, "importances", "Importance of features", () -> ImportancePlots.of(run)));
    rendering.put(
        "rectangular-cuts",
        submit(pool, "rectangular-cuts", "Rectangular cuts", () -> CutsSection.figures(run)));
    rendering.put("spread", submit(pool, "spread", "Training spread", () -> SpreadFigures.of(run)));
    rendering.put("confusion", submit(pool, "confusion", "Confusion matrix", () -> confusion(run)));
    rendering.put("data", submit(pool, "data", "Data and simulation", () -> DataPlots.of(run)));
    rendering.put(
        "negative-weights",
        submit(pool, "closures", "Closure of negative weights", () -> NegativeWeightPlots.of(run)));
    List<Deferred<FigureResult>> regression = new ArrayList<>();
    for (int t = 0; t < targets(run); t++) {
      int target = t;
      regression.addAll(
          submit(
              pool,
              "regression-" + (t + 1),
              "Residuals of target " + (t + 1),
              () -> RegressionFigures.of(run, target)));
    }
    rendering.put("regression", regression);
  }

  private static List<FigureTask> confusion(ReportData run) {
    return run.task() instanceof Task.Multiclass ? ScoreFigures.confusion(run) : List.of();
  }

  private static int targets(ReportData run) {
    return Guard.orElse(
        () -> run.task() instanceof Task.Regression task ? task.targets().size() : 0, _ -> 0);
  }

  /// Has figures rendered.
  ///
  /// @param id of the figure that stands for them where their list cannot be made
  /// @param title the same
  static List<Deferred<FigureResult>> submit(
      ThreadPool pool, String id, String title, Supplier<List<FigureTask>> tasks) {
    return Guard.<List<Deferred<FigureResult>>>orElse(
        () -> tasks.get().stream().map(task -> pool.submit(task::render)).toList(),
        reason -> List.of(pool.submit(() -> new FailedFigure(id, title, reason))));
  }

  private static List<FailedMetric> failed(ReportData run) {
    return Stream.concat(run.evaluation().failures().stream(), run.figures().failures().stream())
        .toList();
  }

  private static Report report(ReportData run, SequencedMap<String, List<FigureResult>> results) {
    List<ReportFigure> figures = new ArrayList<>();
    List<ReportFailure> failures = new ArrayList<>();
    for (List<FigureResult> section : results.values()) {
      for (FigureResult result : section) {
        switch (result) {
          case ReportFigure figure -> figures.add(figure);
          case FailedFigure failed -> failures.add(failed);
        }
      }
    }
    Guard.<List<FailedMetric>>orElse(() -> failed(run), _ -> List.of())
        .forEach(failed -> failures.add(new FailedSection(failed.name(), failed.reason())));
    String headline =
        Guard.orElse(
            () -> Verdict.headline(run),
            reason -> {
              failures.add(new FailedSection("Headline", reason));
              return "The verdict could not be put into words: " + reason;
            });
    String html =
        Guard.orElse(
            () -> {
              ReportPage page = new ReportPage(run, results);
              String text = page.html();
              failures.addAll(page.failures());
              return text;
            },
            reason -> {
              failures.add(new FailedSection("Page", reason));
              String name = Guard.orElse(() -> run.description().name(), _ -> "Report");
              return MinimalPage.html(name, headline, figures, failures);
            });
    return new Report(headline, figures, failures, html);
  }
}
