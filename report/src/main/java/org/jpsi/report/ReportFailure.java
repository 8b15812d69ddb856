package org.jpsi.report;

/// Report failure: a part of the report that could not be made. The report names it in its place,
/// and lacks nothing else.
public sealed interface ReportFailure permits FailedFigure, FailedSection {
  /// What it is called in the page.
  String title();

  /// What went wrong, in one line.
  String reason();
}
