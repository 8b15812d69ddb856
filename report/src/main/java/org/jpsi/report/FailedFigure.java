package org.jpsi.report;

/// A figure that could not be drawn: the report names it in its place, and lacks nothing else.
///
/// @param reason what went wrong, in one line
public record FailedFigure(String id, String title, String reason) implements Drawn {
  /// In one line, for a terminal and the page.
  @Override
  public String toString() {
    return "the figure \"" + title + "\" could not be drawn: " + reason;
  }
}
