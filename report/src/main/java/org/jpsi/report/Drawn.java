package org.jpsi.report;

/// What came of the drawing of a figure.
sealed interface Drawn permits Figure, FailedFigure {
  String id();

  String title();
}
