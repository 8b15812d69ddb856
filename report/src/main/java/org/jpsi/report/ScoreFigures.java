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
    List<Steps.Named> tested = judged == train ? List.of() : named(judged, output, kinds);
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
                Sketch.plot(
                    "confusion",
                    "Confusion matrix",
                    say(
                        "Of each true class (row), the percentage taken for each class (column):"
                            + " %s events, weighted.",
                        evaluation.judged().name().word()),
                    "Heat map: for each true class, the percentage of events taken for each class.",
                    () -> matrix(run.task().classNames(), confusion))))
        .orElse(List.of());
  }

  private static Plot matrix(List<String> classes, Confusion confusion) {
    double[][] fraction = confusion.fractions();
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> value = new ArrayList<>();
    List<Object> label = new ArrayList<>();
    List<Object> ink = new ArrayList<>();
    for (int t = 0; t < classes.size(); t++) {
      for (int p = 0; p < classes.size(); p++) {
        if (Double.isNaN(fraction[t][p])) {
          continue;
        }
        x.add(classes.get(p));
        y.add(classes.get(t));
        value.add(Math.clamp(100 * fraction[t][p], 0, 100));
        label.add(say("%.1f", 100 * fraction[t][p]));
        ink.add(fraction[t][p] > 0.55 ? "white" : Plot.INK);
      }
    }
    int side = Math.max(400, Math.min(720, 150 + 56 * classes.size()));
    return Plot.of(side, side - 60)
        .layer(
            "tile",
            Plot.map("x", x, "y", y, "v", value),
            Plot.map("x", "x", "y", "y", "fill", "v"),
            "size",
            0.5,
            "color",
            "white")
        .layer(
            "text",
            Plot.map("x", x, "y", y, "v", label, "c", ink),
            Plot.map("x", "x", "y", "y", "label", "v", "color", "c"),
            "size",
            6)
        .scale("x", "name", "taken for", "limits", classes, "discrete", true)
        .scale("y", "name", "true class", "limits", classes.reversed(), "discrete", true)
        .scale("color", "scale_mapper_kind", "identity", "guide", "none")
        .scale(
            "fill",
            "name",
            "%",
            "low",
            "#f4f7fa",
            "high",
            Palette.BLUE,
            "limits",
            List.of(0, 100),
            "scale_mapper_kind",
            "color_gradient")
        .theme("legend_position", "none", "axis_line", "blank", "axis_ticks", "blank");
  }
}
