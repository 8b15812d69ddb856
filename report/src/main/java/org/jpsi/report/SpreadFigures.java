package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.task.Task;

/// Figures of the training spread: how far the members of an ensemble differ in the score of an
/// event.
final class SpreadFigures {
  private SpreadFigures() {}

  /// One for each score or target; none where there are no members, or no events but the training
  /// events.
  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.members()
        .ifPresent(members -> {
          for (int s = 0; s < members.spreads().size(); s++) {
            tasks.add(of(run, members, s));
          }
        });
    return tasks;
  }

  private static FigureTask of(ReportData run, MemberFigures members, int score) {
    Task task = run.task();
    String unit =
        task instanceof Task.Regression regression ? regression.targets().get(score).unit() : "";
    String of =
        switch (task) {
          case Task.Binary binary -> "the score for " + binary.signal();
          case Task.Multiclass classes -> "the score for " + classes.classes().get(score);
          case Task.Regression targets -> targets.targets().get(score).name();
        };
    String part = run.evaluation().evaluated().part().id();
    return FigureTask.plot(
        "spread-" + (score + 1),
        "Training spread of " + of,
        score == 0
            ? format(
                "Standard deviation over %d members of %s of each of the %s events, unweighted;"
                    + " mean %.3g. %s",
                members.members(), of, part, members.spreads().get(score), MemberFigureWords.SPREAD)
            : "",
        format("Histogram of the training spread of %s.", of),
        () -> histogram(members.spread(score), "training spread of " + of, unit));
  }

  private static PlotSpec histogram(Distributions found, String axis, String unit) {
    List<String> names = List.of("events");
    PlotSpec plot =
        PlotSpec.of(480, 340)
            .axes(
                Formatting.withUnit(axis, unit),
                "fraction" + Formatting.perBin(found.binning().width(), unit))
            .scale("x", "expand", List.of(0.01, 0))
            .colors(names, List.of(Palette.BLUE))
            .theme("legend_position", "none");
    HistogramLayers steps = new HistogramLayers(HistogramLayers.named(names, found.train()));
    steps.filled(plot, 0.18);
    steps.lines(plot, 1);
    return plot;
  }
}
