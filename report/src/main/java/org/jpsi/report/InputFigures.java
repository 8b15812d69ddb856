package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;

/// Input figures: the distribution of each feature per class, and the correlations of the features.
final class InputFigures {
  private InputFigures() {}

  static List<FigureTask> distributions(TrainingFeatures inputs) {
    List<FigureTask> tasks = new ArrayList<>();
    for (int f = 0; f < inputs.features().size(); f++) {
      NumberColumn feature = inputs.features().get(f);
      String id = "input-" + (f + 1);
      tasks.add(
          FigureTask.plot(
              id,
              feature.name(),
              "",
              format(
                  "Step histogram of %s%s with statistical error bars, training events.",
                  feature.name(),
                  inputs.task() instanceof Task.Regression ? "" : " for each class"),
              () -> distribution(inputs, feature)));
    }
    return tasks;
  }

  private static PlotSpec distribution(TrainingFeatures inputs, NumberColumn feature) {
    Distributions found = inputs.distribution(feature);
    List<String> classes = inputs.task().classNames();
    List<String> groups = classes.isEmpty() ? List.of("events") : classes;
    AxisOffset offset = AxisOffset.of(found.binning());
    HistogramLayers steps =
        new HistogramLayers(
            HistogramLayers.named(
                groups, found.train().stream().map(h -> h.map(offset::at)).toList()),
            true);
    PlotSpec plot =
        PlotSpec.of(340, 250)
            .axes(
                offset.title(feature.name(), feature.unit()),
                "fraction" + Formatting.perBin(found.binning().width(), feature.unit()))
            .scale("x", "expand", List.of(0.02, 0))
            .colors(groups, Palette.classes(inputs.task()));
    if (classes.isEmpty()) {
      plot.theme("legend_position", "none");
    }
    Ticks.set(plot, "x", offset.at(found.binning()));
    steps.axis(plot);
    steps.lines(plot, 1.1);
    steps.errors(plot, 0.7);
    return plot;
  }

  static List<FigureTask> correlations(TrainingFeatures inputs) {
    List<FigureTask> tasks = new ArrayList<>();
    List<String> classes = inputs.task().classNames();
    for (int g = 0; g < inputs.groups(); g++) {
      int group = g;
      if (!inputs.hasCorrelation(g)) {
        continue;
      }
      String of = classes.isEmpty() ? "all training events" : classes.get(g);
      tasks.add(
          new FigureTask(
              "correlation-" + (g + 1),
              "Correlations: " + of,
              "Linear correlation coefficients of the features in percent, training events,"
                  + " weighted.",
              "Heat map of the correlation matrix of the features, " + of + ".",
              (id, title, alternative) -> heat(inputs, group).svg(id, title, alternative)));
    }
    return tasks;
  }

  private static HeatMap heat(TrainingFeatures inputs, int group) {
    List<String> names = inputs.features().stream().map(NumberColumn::name).toList();
    double[][] percent = inputs.correlation(group).matrix();
    for (double[] row : percent) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    return new HeatMap(names, names, "", "", percent, true, 0);
  }
}
