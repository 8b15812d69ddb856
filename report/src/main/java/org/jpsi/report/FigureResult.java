package org.jpsi.report;

/// Figure result: what came of a figure task.
sealed interface FigureResult permits ReportFigure, FailedFigure {
  String id();

  String title();
}
