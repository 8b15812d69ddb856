package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.eval.CategoryShares;
import org.jpsi.core.eval.Correlation;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;

/// Input figures: the distribution of each feature per class, and the correlations of the features.
final class InputFigures {
  private InputFigures() {}

  /// Numbers of a figure.
  ///
  /// @param categories of a feature that is text, a bin each
  private record Numbers(Distributions distributions, List<String> categories) {}

  static List<FigureTask> distributions(TrainingFeatures inputs, ThreadPool pool) {
    List<FigureTask> tasks = new ArrayList<>();
    List<Supplier<Numbers>> found =
        computed(
            pool,
            inputs.features().size(),
            f -> {
              NumberColumn feature = inputs.features().get(f);
              Optional<CategoryShares> shares = inputs.categories(feature);
              return new Numbers(
                  shares.isPresent() ? shares.get().shares() : inputs.distribution(feature),
                  shares.map(CategoryShares::names).orElse(List.of()));
            });
    Task task = inputs.task();
    for (int f = 0; f < inputs.features().size(); f++) {
      // the name and the unit alone: a task that holds the column would keep its events
      String name = inputs.features().get(f).name();
      String unit = inputs.features().get(f).unit();
      Supplier<Numbers> numbers = found.get(f);
      boolean text = inputs.names().containsKey(name);
      tasks.add(
          FigureTask.plot(
              "input-" + (f + 1),
              name,
              "",
              format(
                  "%s of %s%s with statistical error bars, training events.",
                  text ? "Bars of the categories" : "Step histogram",
                  name,
                  task instanceof Task.Regression ? "" : " for each class"),
              () -> {
                Numbers known = numbers.get();
                return text
                    ? CategoryFigure.plot(task, known.categories, known.distributions)
                    : distribution(task, name, unit, known.distributions);
              }));
    }
    return tasks;
  }

  /// Numbers of `n` figures, computed now and in parallel, so that the events they are computed
  /// from need not be kept until the figures are rendered. What goes wrong costs its figure alone.
  private static <T> List<Supplier<T>> computed(ThreadPool pool, int n, IntFunction<T> numbers) {
    List<Supplier<T>> all = new ArrayList<>(Collections.nCopies(n, () -> numbers.apply(0)));
    pool.parallelFor(n, i -> all.set(i, Guard.attempt(() -> numbers.apply(i))));
    return all;
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
    List<String> names = inputs.numeric().stream().map(NumberColumn::name).toList();
    List<String> classes = inputs.task().classNames();
    int[] groups = IntStream.range(0, inputs.groups()).filter(inputs::hasCorrelation).toArray();
    List<Supplier<Correlation>> found =
        computed(pool, groups.length, i -> inputs.correlation(groups[i]));
    for (int i = 0; i < groups.length; i++) {
      int g = groups[i];
      Supplier<Correlation> numbers = found.get(i);
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
