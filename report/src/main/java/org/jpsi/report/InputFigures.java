package org.jpsi.report;

import static org.jpsi.report.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jpsi.core.eval.Binning;
import org.jpsi.core.eval.Correlation;
import org.jpsi.core.eval.Histogram;

/// What the network saw: the distribution of each feature per class, and how features hang
/// together.
final class InputFigures {
  private InputFigures() {}

  static List<Sketch> distributions(Inputs inputs) {
    List<Sketch> sketches = new ArrayList<>();
    for (int f = 0; f < inputs.features().size(); f++) {
      RunReport.Feature feature = inputs.features().get(f);
      String id = "input-" + (f + 1);
      sketches.add(
          Sketch.plot(
              id,
              feature.name(),
              "",
              say(
                  "Step histogram of %s%s with statistical error bars, training events.",
                  feature.name(),
                  inputs.task() instanceof Task.Regression ? "" : " for each class"),
              () -> distribution(inputs, feature)));
    }
    return sketches;
  }

  private static Plot distribution(Inputs inputs, RunReport.Feature feature) {
    float[] values = feature.values();
    Binning binning = Binning.round(values.length, i -> values[i], 40);
    List<String> classes = inputs.task().classNames();
    List<Steps.Named> all = new ArrayList<>();
    int groups = Math.max(1, classes.size());
    for (int c = 0; c < groups; c++) {
      int one = c;
      Histogram h =
          Histogram.of(
              binning,
              values.length,
              i -> values[i],
              i -> inputs.weight()[i],
              i -> classes.isEmpty() || inputs.label()[i] == one);
      // A class without a positive sum of weights has no shape to compare.
      if (h.total() > 0) {
        all.add(new Steps.Named(classes.isEmpty() ? "events" : classes.get(c), h.normalized()));
      }
    }
    Steps steps = new Steps(all, true);
    Plot plot =
        Plot.of(340, 250)
            .axes(
                Words.withUnit(feature.name(), feature.unit()),
                "fraction" + Words.perBin(binning.width(), feature.unit()))
            .scale("x", "expand", List.of(0.02, 0))
            .colors(
                classes.isEmpty() ? List.of("events") : classes, Palette.classes(inputs.task()));
    if (classes.isEmpty()) {
      plot.theme("legend_position", "none");
    }
    steps.axis(plot);
    steps.lines(plot, 1.1);
    steps.errors(plot, 0.7);
    return plot;
  }

  static List<Sketch> correlations(Inputs inputs) {
    if (inputs.features().size() < 2) {
      return List.of();
    }
    float[][] columns =
        inputs.features().stream().map(RunReport.Feature::values).toArray(float[][]::new);
    List<Sketch> sketches = new ArrayList<>();
    List<String> classes = inputs.task().classNames();
    for (int c = 0; c < Math.max(1, classes.size()); c++) {
      int one = c;
      boolean all = classes.isEmpty();
      if (!(inputs.sum(all ? -1 : c) > 0)) {
        continue;
      }
      String of = all ? "all training events" : classes.get(c);
      sketches.add(
          new Sketch(
              "correlation-" + (c + 1),
              "Correlations: " + of,
              "Linear correlation coefficients of the features in percent, training events,"
                  + " weighted.",
              "Heat map of the correlation matrix of the features, " + of + ".",
              (id, title, alternative) ->
                  heat(inputs, columns, i -> all || inputs.label()[i] == one)
                      .svg(id, title, alternative)));
    }
    return sketches;
  }

  private static HeatMap heat(Inputs inputs, float[][] columns, IntPredicate takes) {
    List<String> names = inputs.features().stream().map(RunReport.Feature::name).toList();
    double[][] percent = Correlation.of(columns, inputs.weight(), takes).matrix();
    for (double[] row : percent) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    return new HeatMap(names, names, "", "", percent, true, 0);
  }
}
