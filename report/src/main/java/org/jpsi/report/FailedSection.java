package org.jpsi.report;

/// Failed section: text, a table or a figure of merit of the report that could not be made, or the
/// whole page.
///
/// @param reason what went wrong, in one line
public record FailedSection(String title, String reason) implements ReportFailure {
  /// In one line, for a terminal.
  @Override
  public String toString() {
    return "the part \"" + title + "\" of the report could not be made: " + reason;
  }
}
