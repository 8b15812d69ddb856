package org.jpsi.report;

/// A figure before it is drawn: drawing is the slow part, and several are drawn at once.
record Sketch(String id, String title, String caption, String alternative, Drawing drawing) {

  /// Draws itself as one element `svg`; depends on nothing but what it was made from.
  interface Drawing {
    String svg(String id, String title, String alternative);
  }

  interface Plotted {
    Plot plot();
  }

  static Sketch plot(String id, String title, String caption, String alternative, Plotted plot) {
    return new Sketch(id, title, caption, alternative, (i, t, a) -> Svg.of(i, t, a, plot.plot()));
  }

  /// Draws it. What goes wrong costs this figure alone; memory that ran out is another matter.
  Drawn draw() {
    try {
      return new Figure(id, title, caption, alternative, drawing.svg(id, title, alternative));
    } catch (RuntimeException | LinkageError | StackOverflowError wrong) {
      String message = String.valueOf(wrong.getMessage()).strip();
      String reason =
          wrong.getMessage() == null ? "" : ": " + message.lines().findFirst().orElse("");
      return new FailedFigure(id, title, wrong.getClass().getSimpleName() + reason);
    }
  }
}
