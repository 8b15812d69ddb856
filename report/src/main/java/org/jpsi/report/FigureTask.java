package org.jpsi.report;

import org.jpsi.core.errors.Guard;

/// Figure task: a figure of the report before it is rendered. Rendering is the slow part, and
/// several are rendered at once.
record FigureTask(String id, String title, String caption, String alternative, SvgSource source) {

  /// SVG source: renders one element `svg`; depends on nothing but what it was made from.
  interface SvgSource {
    String svg(String id, String title, String alternative);
  }

  /// Plot source: makes the specification of a plot.
  interface PlotSource {
    PlotSpec plot();
  }

  static FigureTask plot(
      String id, String title, String caption, String alternative, PlotSource plot) {
    return new FigureTask(
        id, title, caption, alternative, (i, t, a) -> Svg.of(i, t, a, plot.plot()));
  }

  /// Renders it. What goes wrong costs this figure alone.
  FigureResult render() {
    return Guard.<FigureResult>orElse(
        () -> new ReportFigure(id, title, caption, alternative, source.svg(id, title, alternative)),
        reason -> new FailedFigure(id, title, reason));
  }
}
