package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.eval.Correlation;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;

/// Input figures: the distribution of each feature per class, and the correlations of the features.
final class InputFigures {
  private InputFigures() {}

  static List<FigureTask> distributions(TrainingFeatures inputs, ThreadPool pool) {
    List<FigureTask> tasks = new ArrayList<>();
    List<Precomputed<Distributions>> found =
        Precomputed.all(
            pool, inputs.features().size(), f -> inputs.distribution(inputs.features().get(f)));
    Task task = inputs.task();
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
                  feature.name(), task instanceof Task.Regression ? "" : " for each class"),
              distribution(task, feature.name(), feature.unit(), found.get(f))));
    }
    return tasks;
  }

  private static FigureTask.PlotSource distribution(
      Task task, String name, String unit, Precomputed<Distributions> numbers) {
    return () -> distribution(task, name, unit, numbers.get());
  }

  private static PlotSpec distribution(Task task, String name, String unit, Distributions found) {
    List<String> classes = task.classNames();
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
                offset.title(name, unit),
                "fraction" + Formatting.perBin(found.binning().width(), unit))
            .scale("x", "expand", List.of(0.02, 0))
            .colors(groups, Palette.classes(task));
    if (classes.isEmpty()) {
      plot.theme("legend_position", "none");
    }
    Ticks.set(plot, "x", offset.at(found.binning()));
    steps.axis(plot);
    steps.lines(plot, 1.1);
    steps.errors(plot, 0.7);
    return plot;
  }

  static List<FigureTask> correlations(TrainingFeatures inputs, ThreadPool pool) {
    List<FigureTask> tasks = new ArrayList<>();
    List<String> names = inputs.features().stream().map(NumberColumn::name).toList();
    List<String> classes = inputs.task().classNames();
    int[] groups = IntStream.range(0, inputs.groups()).filter(inputs::hasCorrelation).toArray();
    List<Precomputed<Correlation>> found =
        Precomputed.all(pool, groups.length, i -> inputs.correlation(groups[i]));
    for (int i = 0; i < groups.length; i++) {
      int g = groups[i];
      Precomputed<Correlation> numbers = found.get(i);
      String of = classes.isEmpty() ? "all training events" : classes.get(g);
      tasks.add(
          new FigureTask(
              "correlation-" + (g + 1),
              "Correlations: " + of,
              "Linear correlation coefficients of the features in percent, training events,"
                  + " weighted.",
              "Heat map of the correlation matrix of the features, " + of + ".",
              (id, title, alternative) -> heat(names, numbers.get()).svg(id, title, alternative)));
    }
    return tasks;
  }

  private static HeatMap heat(List<String> names, Correlation correlation) {
    double[][] percent = correlation.matrix();
    for (double[] row : percent) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    return new HeatMap(names, names, "", "", percent, true, 0);
  }
}
