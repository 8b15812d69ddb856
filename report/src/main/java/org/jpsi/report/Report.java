package org.jpsi.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.task.Task;

/// Report: a run as a page to read and to show.
///
/// @param headline the verdict in a sentence or two, plain text, fit for the end of a terminal's
///   output
/// @param figures in the order of the page
/// @param failures figures, texts and tables that could not be made; the page says so in their
///   places
/// @param html the whole page, self-contained
public record Report(
    String headline, List<ReportFigure> figures, List<ReportFailure> failures, String html) {

  public Report {
    figures = List.copyOf(figures);
    failures = List.copyOf(failures);
  }

  /// Makes the page and all its figures.
  public static Report of(ReportData run) {
    return FigureRenderer.render(run);
  }

  /// Makes the page with the figures of the inputs that were begun earlier.
  public static Report of(ReportData run, InputFigureRendering inputs) {
    return FigureRenderer.render(run, inputs);
  }

  /// The verdict in a sentence or two.
  public static String headline(ReportData run) {
    return Verdict.headline(run);
  }

  /// What tells most of a run: the verdict, then learning curves, ROC and scores, or residuals.
  public static List<Object> summary(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>(LearningFigures.of(run));
    if (run.task() instanceof Task.Regression regression) {
      for (int t = 0; t < regression.targets().size(); t++) {
        tasks.addAll(RegressionFigures.of(run, t));
      }
    } else {
      tasks.addAll(RocFigures.rocs(run));
      tasks.addAll(ScoreFigures.overlays(run));
    }
    List<Object> summary = new ArrayList<>();
    summary.add(headline(run));
    tasks.forEach(task -> summary.add(task.render()));
    return List.copyOf(summary);
  }

  /// Writes `report.html` and `plots/*.svg` into a folder that exists.
  ///
  /// @throws org.jpsi.core.errors.InputException where the system refuses
  public void write(Path folder) {
    AtomicFile.write(folder.resolve("report.html"), html);
    for (ReportFigure figure : figures) {
      Path file = folder.resolve("plots", figure.id() + ".svg");
      AtomicFile.makeFolder(file);
      AtomicFile.write(file, figure.svg());
    }
  }
}
