package org.jpsi.report;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.io.AtomicFile;

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
