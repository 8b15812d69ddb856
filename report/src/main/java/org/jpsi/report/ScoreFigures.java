package org.jpsi.report;

import static org.jpsi.report.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Binning;
import org.jpsi.core.eval.Confusion;
import org.jpsi.core.eval.Histogram;

/// What the network says: scores of training and other events overlaid, and which class is taken
/// for which.
final class ScoreFigures {
  private static final int BINS = 40;

  private ScoreFigures() {}

  static List<Sketch> overlays(RunReport run, Evaluation evaluation) {
    List<Sketch> sketches = new ArrayList<>();
    List<String> classes = run.task().classNames();
    List<String> colors = Palette.classes(run.task());
    Part judged = evaluation.judged();
    String caption =
        say(
            "Filled steps: training events. Points with statistical errors: %s events. Each is"
                + " scaled to unit area.",
            judged.name().word());
    switch (run.task()) {
      case Task.Binary binary -> {
        List<Kind> kinds = new ArrayList<>();
        for (int c : List.of(1 - binary.signal(), binary.signal())) {
          kinds.add(new Kind(classes.get(c), colors.get(c), c, false));
        }
        sketches.add(
            Sketch.plot(
                "score",
                "Score",
                caption,
                say(
                    "Score of %s and %s on training and %s events overlaid.",
                    classes.getFirst(), classes.getLast(), judged.name().word()),
                () -> overlay(run, judged, 0, kinds, "score for " + classes.get(binary.signal()))));
      }
      case Task.Multiclass _ -> {
        for (int c = 0; c < classes.size(); c++) {
          int output = c;
          List<Kind> kinds =
              List.of(
                  new Kind("the rest", Palette.GREY, c, true),
                  new Kind(classes.get(c), colors.get(c), c, false));
          sketches.add(
              Sketch.plot(
                  "score-" + (c + 1),
                  "Score for " + classes.get(c),
                  c == 0 ? caption : "",
                  say(
                      "Score for %s of its own events and of the rest, training and %s events.",
                      classes.get(c), judged.name().word()),
                  () -> overlay(run, judged, output, kinds, "score for " + classes.get(output))));
        }
      }
      case Task.Regression _ -> {}
    }
    return sketches;
  }

  /// Events of one class, or of all but that one.
  private record Kind(String name, String color, int label, boolean others) {
    boolean takes(int of) {
      return others != (of == label);
    }
  }

  private static Plot overlay(
      RunReport run, Part judged, int output, List<Kind> kinds, String axis) {
    Part train = run.parts().getFirst();
    List<Steps.Named> trained = named(train, output, kinds);
    List<Steps.Named> tested =
        judged.name() == Part.Name.TRAIN ? List.of() : named(judged, output, kinds);
    Plot plot =
        Plot.of(480, 360)
            .axes(axis, "fraction" + Words.perBin(1.0 / BINS, ""))
            .scale("x", "limits", List.of(0, 1), "expand", List.of(0.01, 0))
            .colors(
                kinds.stream().map(Kind::name).toList(), kinds.stream().map(Kind::color).toList());
    Steps steps = new Steps(trained, false);
    steps.axis(plot);
    steps.filled(plot, 0.18);
    steps.lines(plot, 1);
    if (!tested.isEmpty()) {
      new Steps(tested, false).points(plot);
    }
    return plot;
  }

  private static List<Steps.Named> named(Part part, int output, List<Kind> kinds) {
    List<Steps.Named> named = new ArrayList<>();
    float[] score = part.outputs()[output];
    for (Kind kind : kinds) {
      Histogram h =
          Histogram.of(
              new Binning(0, 1, BINS),
              part.events(),
              i -> score[i],
              i -> part.weight()[i],
              i -> kind.takes(part.label()[i]));
      if (h.total() > 0) {
        named.add(new Steps.Named(kind.name(), h.normalized()));
      }
    }
    return named;
  }

  static List<Sketch> confusion(RunReport run, Evaluation evaluation) {
    return evaluation
        .confusion()
        .map(confusion ->
            List.of(
                new Sketch(
                    "confusion",
                    "Confusion matrix",
                    say(
                        "Of each true class (row), the percentage taken for each class (column):"
                            + " %s events, weighted.",
                        evaluation.judged().name().word()),
                    "Heat map: for each true class, the percentage of events taken for each class.",
                    (id, title, alternative) ->
                        matrix(run.task().classNames(), confusion).svg(id, title, alternative))))
        .orElse(List.of());
  }

  private static HeatMap matrix(List<String> classes, Confusion confusion) {
    double[][] percent = confusion.fractions();
    for (double[] row : percent) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    return new HeatMap(classes, classes, "taken for", "true class", percent, false, 1);
  }
}
