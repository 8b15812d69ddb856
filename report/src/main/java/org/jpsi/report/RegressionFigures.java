package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.Distributions;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.RegressionMetrics;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram2D;
import org.jpsi.core.task.Task;

/// Regression figures: residuals, prediction against truth, bias and resolution along the target.
final class RegressionFigures {
  private RegressionFigures() {}

  static List<FigureTask> of(ReportData run, int t) {
    Evaluation evaluation = run.evaluation();
    Task.Target target = ((Task.Regression) run.task()).targets().get(t);
    String part = evaluation.evaluated().part().id();
    String of = evaluation.regressions().size() > 1 ? ": " + target.name() : "";
    List<FigureTask> tasks = new ArrayList<>();
    tasks.addAll(residuals(run, t, target, of));
    tasks.add(
        FigureTask.plot(
            "prediction-" + (t + 1),
            "Prediction against truth" + of,
            format("Weight of %s events; the line is where both are equal.", part),
            format("Predicted against true %s as a two-dimensional histogram.", target.name()),
            () -> prediction(evaluation, t, target)));
    if (t < evaluation.regressions().size()) {
      RegressionMetrics quality = evaluation.regressions().get(t);
      tasks.add(
          FigureTask.plot(
              "resolution-" + (t + 1),
              "Bias and resolution" + of,
              format(
                  "Mean (bias) and standard deviation (resolution) of the residuals in bins of the"
                      + " true value, with errors, for %s events.",
                  part),
              format("Bias and resolution against the true %s.", target.name()),
              () -> profile(quality, target)));
    }
    return tasks;
  }

  private static List<FigureTask> residuals(ReportData run, int t, Task.Target target, String of) {
    Evaluation evaluation = run.evaluation();
    String id = "residual-" + (t + 1);
    String words = format("Histogram of the residuals of %s", target.name());
    if (run.members().isEmpty()) {
      return List.of(
          FigureTask.plot(
              id,
              "Residuals" + of,
              format(
                  "Predicted minus true. Filled steps: training events. Points with statistical"
                      + " errors: %s events. Unit area.",
                  evaluation.evaluated().part().id()),
              words + ".",
              () -> residuals(evaluation.residuals(t), target)));
    }
    return List.of(
        FigureTask.plot(
            id,
            "Residuals" + of,
            "Predicted minus true. " + MemberFigureWords.evaluated(run) + " Unit area.",
            words + ".",
            () -> residuals(evaluation.evaluatedResiduals(t), target)),
        FigureTask.plot(
            id + "-members",
            "Residuals of one member" + of,
            MemberFigureWords.overlaid(run),
            words + ", of one member.",
            () -> residuals(evaluation.residuals(t), target)));
  }

  private static PlotSpec residuals(Distributions found, Task.Target target) {
    List<String> names = List.of("events");
    PlotSpec plot =
        PlotSpec.of(480, 360)
            .axes(
                Formatting.withUnit("predicted − true " + target.name(), target.unit()),
                "fraction" + Formatting.perBin(found.binning().width(), target.unit()))
            .scale("x", "expand", List.of(0.01, 0))
            .colors(names, List.of(Palette.BLUE))
            .theme("legend_position", "none");
    Ticks.set(plot, "x", found.binning());
    HistogramLayers steps = new HistogramLayers(HistogramLayers.named(names, found.train()));
    steps.filled(plot, 0.18);
    steps.lines(plot, 1);
    List<HistogramLayers.NamedHistogram> others = HistogramLayers.named(names, found.other());
    if (!others.isEmpty()) {
      new HistogramLayers(others).points(plot);
    }
    return plot;
  }

  private static PlotSpec prediction(Evaluation evaluation, int t, Task.Target target) {
    Histogram2D found = evaluation.predictions(t);
    AxisOffset offset = AxisOffset.of(found.x());
    Binning binning = offset.at(found.x());
    double[][] sum = found.sum();
    // Corners, not centers and widths: lets-plot takes the width of a tile in units of the data's
    // spacing.
    List<Object> left = new ArrayList<>();
    List<Object> right = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    List<Object> value = new ArrayList<>();
    for (int a = 0; a < sum.length; a++) {
      for (int b = 0; b < sum.length; b++) {
        if (sum[a][b] > 0) {
          left.add(binning.edge(a));
          right.add(binning.edge(a + 1));
          low.add(binning.edge(b));
          high.add(binning.edge(b + 1));
          value.add(Math.sqrt(sum[a][b]));
        }
      }
    }
    List<Object> ends = List.of(binning.lower(), binning.upper());
    PlotSpec plot = PlotSpec.of(480, 420);
    Ticks.set(plot, "x", binning);
    Ticks.set(plot, "y", binning);
    return plot.axes(
            offset.title("true " + target.name(), target.unit()),
            offset.title("predicted " + target.name(), target.unit()))
        .scale("x", "limits", ends, "expand", List.of(0, 0))
        .scale("y", "limits", ends, "expand", List.of(0, 0))
        .layer(
            "rect",
            PlotSpec.map("x", left, "xx", right, "y", low, "yy", high, "v", value),
            PlotSpec.map("xmin", "x", "xmax", "xx", "ymin", "y", "ymax", "yy", "fill", "v"),
            "size",
            0)
        .layer(
            "segment",
            PlotSpec.map(
                "x", List.of(binning.lower()),
                "y", List.of(binning.lower()),
                "a", List.of(binning.upper()),
                "b", List.of(binning.upper())),
            PlotSpec.map("x", "x", "y", "y", "xend", "a", "yend", "b"),
            "color",
            Palette.VERMILLION,
            "size",
            0.9)
        .scale("fill", "low", "#e3eef6", "high", "#00324f", "scale_mapper_kind", "color_gradient")
        .theme("legend_position", "none");
  }

  private static PlotSpec profile(RegressionMetrics quality, Task.Target target) {
    List<String> names = List.of("bias", "resolution");
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    double first = quality.profile().getFirst().lower();
    double last = quality.profile().getLast().upper();
    AxisOffset offset = AxisOffset.of(first, last);
    double least = 0;
    double most = 0;
    for (RegressionMetrics.ProfileBin slice : quality.profile()) {
      for (String name : names) {
        boolean bias = name.equals("bias");
        double value = bias ? slice.bias() : slice.resolution();
        double error = bias ? slice.biasError() : slice.resolutionError();
        if (Double.isFinite(value) && Double.isFinite(error)) {
          x.add((offset.at(slice.lower()) + offset.at(slice.upper())) / 2);
          y.add(value);
          low.add(value - error);
          high.add(value + error);
          least = Math.min(least, value - error);
          most = Math.max(most, value + error);
          c.add(name);
        }
      }
    }
    PlotSpec plot = PlotSpec.of(480, 360);
    Ticks.set(plot, "x", offset.at(first), offset.at(last));
    Ticks.set(plot, "y", least, most);
    return plot.axes(
            offset.title("true " + target.name(), target.unit()),
            Formatting.withUnit("bias, resolution", target.unit()))
        .colors(names, List.of(Palette.VERMILLION, Palette.BLUE))
        .layer(
            "hline",
            PlotSpec.map(),
            PlotSpec.map(),
            "yintercept",
            0,
            "color",
            PlotSpec.FAINT,
            "size",
            0.8)
        .layer(
            "linerange",
            PlotSpec.map("x", x, "low", low, "high", high, "c", c),
            PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "color", "c"),
            "size",
            0.9)
        .layer(
            "point",
            PlotSpec.map("x", x, "y", y, "c", c),
            PlotSpec.map("x", "x", "y", "y", "color", "c"),
            "size",
            2.4);
  }
}
