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
    return switch (run.task()) {
      case Task.Binary binary ->
          score(
              run,
              0,
              new Words(
                  "score",
                  "Score",
                  "score for " + binary.signal(),
                  format("Score of %s and %s", binary.background(), binary.signal())),
              run.task().classNames(),
              Palette.classes(run.task()));
      case Task.Multiclass task -> {
        List<FigureTask> tasks = new ArrayList<>();
        for (int c = 0; c < task.classes().size(); c++) {
          String name = task.classes().get(c);
          List<String> names = List.of("the rest", name);
          List<String> two = List.of(Palette.GREY, Palette.classes(task).get(c));
          String of = format("Score for %s of its own events and of the rest", name);
          Words words = new Words("score-" + (c + 1), "Score for " + name, "score for " + name, of);
          tasks.addAll(score(run, c, words, names, two));
        }
        yield tasks;
      }
      case Task.Regression _ -> List.of();
    };
  }

  /// Words of a score: id and title of its figure, of its axis, and what is seen.
  private record Words(String id, String title, String axis, String seen) {}

  private static List<FigureTask> score(
      ReportData run, int score, Words words, List<String> names, List<String> colors) {
    Evaluation evaluation = run.evaluation();
    String part = evaluation.evaluated().part().id();
    if (run.members().isEmpty()) {
      String caption =
          format(
              "Filled steps: training events. Points with statistical errors: %s events. Each is"
                  + " scaled to unit area.",
              part);
      return List.of(
          FigureTask.plot(
              words.id,
              words.title,
              score == 0 ? caption : "",
              format("%s on training and %s events overlaid.", words.seen, part),
              () -> overlay(evaluation.scores(score), names, colors, words.axis)));
    }
    String other = MemberFigureWords.compared(run);
    return List.of(
        FigureTask.plot(
            words.id,
            words.title,
            score == 0 ? MemberFigureWords.evaluated(run) + " Unit area." : "",
            format("%s on %s events.", words.seen, part),
            () -> overlay(evaluation.evaluatedScores(score), names, colors, words.axis)),
        FigureTask.plot(
            words.id + "-members",
            words.title + " of one member",
            score == 0 ? MemberFigureWords.overlaid(run) : "",
            format("%s, of one member, on training and %s events overlaid.", words.seen, other),
            () -> overlay(evaluation.scores(score), names, colors, words.axis)));
  }

  private static PlotSpec overlay(
      Distributions found, List<String> names, List<String> colors, String axis) {
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
