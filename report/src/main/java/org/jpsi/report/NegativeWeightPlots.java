package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jpsi.core.eval.FeatureClosure;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.task.Task;

/// Figures of changed negative weights: the distribution of a feature with the weights as they are,
/// as points with errors, and with those of the training, as lines; of the features that close
/// worst.
final class NegativeWeightPlots {
  private static final int MOST = 6;

  private NegativeWeightPlots() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.figures()
        .negativeWeights()
        .ifPresent(found -> {
          List<FeatureClosure> shown = worst(found);
          for (int f = 0; f < shown.size(); f++) {
            FeatureClosure one = shown.get(f);
            tasks.add(
                FigureTask.plot(
                    "closure-" + (f + 1),
                    one.feature(),
                    "",
                    format(
                        "Distribution of %s for each class, with the weights as they are and as"
                            + " the training has them.",
                        one.feature()),
                    () -> plot(run.task(), one)));
          }
        });
    return tasks;
  }

  /// The features of the smallest p-values, in the order of all.
  private static List<FeatureClosure> worst(NegativeWeightFigures found) {
    List<FeatureClosure> all =
        found.closure().stream()
            .filter(one -> one.tests().stream().anyMatch(test -> test.isPresent()))
            .toList();
    List<FeatureClosure> kept =
        all.stream()
            .sorted(Comparator.comparingDouble(FeatureClosure::leastP))
            .limit(MOST)
            .toList();
    return all.stream().filter(kept::contains).toList();
  }

  private static PlotSpec plot(Task task, FeatureClosure one) {
    List<String> groups = task.classNames().isEmpty() ? List.of("events") : task.classNames();
    AxisOffset offset = AxisOffset.of(one.distributions().binning());
    HistogramLayers lines =
        new HistogramLayers(
            HistogramLayers.named(
                groups, one.distributions().other().stream().map(h -> h.map(offset::at)).toList()));
    HistogramLayers points =
        new HistogramLayers(
            HistogramLayers.named(
                groups, one.distributions().train().stream().map(h -> h.map(offset::at)).toList()));
    PlotSpec plot =
        PlotSpec.of(340, 250)
            .axes(
                offset.title(one.feature(), one.unit()),
                "fraction" + Formatting.perBin(one.distributions().binning().width(), one.unit()))
            .scale("x", "expand", List.of(0.02, 0))
            .colors(groups, Palette.classes(task));
    if (task.classNames().isEmpty()) {
      plot.theme("legend_position", "none");
    }
    Ticks.set(plot, "x", offset.at(one.distributions().binning()));
    lines.lines(plot, 1.1);
    points.points(plot);
    return plot;
  }
}
