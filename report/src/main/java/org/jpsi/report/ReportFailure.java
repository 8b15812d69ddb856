package org.jpsi.report;

/// Report failure: a part of the report that could not be made. The report names it in its place,
/// and lacks nothing else.
public sealed interface ReportFailure permits FailedFigure, FailedSection {
  /// Title in the page.
  String title();

  /// Reason, in one line.
  String reason();
}
