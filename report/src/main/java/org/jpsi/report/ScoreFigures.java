package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.ConfusionMatrix;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.task.Task;

/// Score figures: scores of training and other events overlaid, and the confusion matrix.
final class ScoreFigures {
  private ScoreFigures() {}

  static List<FigureTask> overlays(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    Evaluation evaluation = run.evaluation();
    List<String> classes = run.task().classNames();
    List<String> colors = Palette.classes(run.task());
    String part = evaluation.evaluated().part().id();
    String caption =
        format(
            "Filled steps: training events. Points with statistical errors: %s events. Each is"
                + " scaled to unit area.",
            part);
    switch (run.task()) {
      case Task.Binary binary ->
          tasks.add(
              FigureTask.plot(
                  "score",
                  "Score",
                  caption,
                  format(
                      "Score of %s and %s on training and %s events overlaid.",
                      binary.background(), binary.signal(), part),
                  () -> overlay(evaluation, 0, classes, colors, "score for " + binary.signal())));
      case Task.Multiclass _ -> {
        for (int c = 0; c < classes.size(); c++) {
          int score = c;
          String name = classes.get(c);
          List<String> names = List.of("the rest", name);
          List<String> two = List.of(Palette.GREY, colors.get(c));
          tasks.add(
              FigureTask.plot(
                  "score-" + (c + 1),
                  "Score for " + name,
                  c == 0 ? caption : "",
                  format(
                      "Score for %s of its own events and of the rest, training and %s events.",
                      name, part),
                  () -> overlay(evaluation, score, names, two, "score for " + name)));
        }
      }
      case Task.Regression _ -> {}
    }
    return tasks;
  }

  private static PlotSpec overlay(
      Evaluation evaluation, int score, List<String> names, List<String> colors, String axis) {
    Distributions found = evaluation.scores(score);
    PlotSpec plot =
        PlotSpec.of(480, 360)
            .axes(axis, "fraction" + Formatting.perBin(found.binning().width(), ""))
            .scale("x", "limits", List.of(0, 1), "expand", List.of(0.01, 0))
            .colors(names, colors);
    HistogramLayers steps = new HistogramLayers(HistogramLayers.named(names, found.train()), false);
    steps.axis(plot);
    steps.filled(plot, 0.18);
    steps.lines(plot, 1);
    List<HistogramLayers.NamedHistogram> others = HistogramLayers.named(names, found.other());
    if (!others.isEmpty()) {
      new HistogramLayers(others, false).points(plot);
    }
    return plot;
  }

  static List<FigureTask> confusion(ReportData run) {
    return run.evaluation()
        .confusion()
        .map(confusion ->
            List.of(
                new FigureTask(
                    "confusion",
                    "Confusion matrix",
                    format(
                        "Of each true class (row), the percentage taken for each class (column):"
                            + " %s events, weighted.",
                        run.evaluation().evaluated().part().id()),
                    "Heat map: for each true class, the percentage of events taken for each class.",
                    (id, title, alternative) ->
                        matrix(run.task().classNames(), confusion).svg(id, title, alternative))))
        .orElse(List.of());
  }

  private static HeatMap matrix(List<String> classes, ConfusionMatrix confusion) {
    double[][] percent = confusion.normalized();
    for (double[] row : percent) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    return new HeatMap(classes, classes, "taken for", "true class", percent, false, 1);
  }
}
