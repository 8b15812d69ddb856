package org.jpsi.report;

/// Failed figure: a figure that could not be rendered, or a list of figures that could not be made.
///
/// @param id the figure's, or that of its section
/// @param reason what went wrong, in one line
public record FailedFigure(String id, String title, String reason)
    implements FigureResult, ReportFailure {
  /// In one line, for a terminal and the page.
  @Override
  public String toString() {
    return "the figure \"" + title + "\" could not be drawn: " + reason;
  }
}
