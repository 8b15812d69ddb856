package org.jpsi.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A run as a page to read and to show.
///
/// @param headline the verdict in a sentence or two, plain text, fit for the end of a terminal's
///   output
/// @param figures in the order of the page
/// @param failed figures that could not be drawn; the page says so in their places
/// @param html the whole page, self-contained
public record Report(
    String headline, List<Figure> figures, List<FailedFigure> failed, String html) {

  public Report {
    figures = List.copyOf(figures);
    failed = List.copyOf(failed);
  }

  /// Makes the page and all its figures.
  public static Report of(RunReport run) {
    return Artist.draw(run);
  }

  /// Makes the page with the figures of the inputs that were begun earlier.
  public static Report of(RunReport run, InputDrawings inputs) {
    return Artist.draw(run, inputs);
  }

  /// Writes `report.html` and `plots/*.svg` into a folder that exists.
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.html"), html, StandardCharsets.UTF_8);
    Path plots = Files.createDirectories(folder.resolve("plots"));
    for (Figure figure : figures) {
      Files.writeString(plots.resolve(figure.id() + ".svg"), figure.svg(), StandardCharsets.UTF_8);
    }
  }
}
