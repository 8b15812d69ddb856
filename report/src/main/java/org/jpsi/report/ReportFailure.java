package org.jpsi.report;

/// Report failure: a part of the report that could not be made. The report names it in its place,
/// and lacks nothing else.
public sealed interface ReportFailure permits FailedFigure, FailedSection {
  /// What a user is told after all failures: they are our fault, and what we need to know.
  String BUG =
      "This is a bug of Jpsi, not of your input; the model is complete. Please report it with what"
          + " could not be made, the output of `jpsi --version` and the run's analysis.yaml.";

  /// Title in the page.
  String title();

  /// Reason, in one line.
  String reason();
}
