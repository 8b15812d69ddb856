package org.jpsi.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.Summary;
import org.jpsi.core.io.AtomicFile;

/// A run as a page to read and to show.
///
/// @param headline the verdict in a sentence or two, plain text, fit for the end of a terminal's
///   output
/// @param summaries the figures of each part, as in `metrics.json`
/// @param overtraining whether it learned too little, too much or enough
/// @param figures in the order of the page
/// @param html the whole page, self-contained
public record Report(
    String headline,
    SequencedMap<Part.Name, Summary> summaries,
    Overtraining overtraining,
    List<Figure> figures,
    String html) {

  public Report {
    figures = List.copyOf(figures);
  }

  /// Makes the page and all its figures.
  public static Report of(RunReport run) {
    return Artist.draw(run);
  }

  /// Makes the page with the figures of the inputs that were begun earlier.
  public static Report of(RunReport run, InputDrawings inputs) {
    return Artist.draw(run, inputs);
  }

  /// The figures of each part without a page: of a model beside the one that is reported.
  public static SequencedMap<Part.Name, Summary> summaries(Task task, List<Part> parts) {
    SequencedMap<Part.Name, Summary> summaries = new LinkedHashMap<>();
    for (Part part : parts) {
      summaries.put(part.name(), Truth.summary(task, part, Truth.regressions(task, part)));
    }
    return summaries;
  }

  /// Writes `report.html` and `plots/*.svg` into a folder that exists.
  ///
  /// @throws org.jpsi.core.errors.InputException where the system refuses
  public void write(Path folder) {
    AtomicFile.write(folder.resolve("report.html"), html);
    for (Figure figure : figures) {
      Path file = folder.resolve("plots", figure.id() + ".svg");
      AtomicFile.makeFolder(file);
      AtomicFile.write(file, figure.svg());
    }
  }
}
