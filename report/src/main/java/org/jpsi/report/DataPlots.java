package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.eval.DataHistogram;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;

/// Figures of measured data beside simulation: stacked histograms with the error band of the
/// simulation, and the ratio of both below.
final class DataPlots {
  private static final String DATA = "data";
  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;
  private static final int RATIO_HEIGHT = 150;
  private static final double MARGIN = 1.12;

  private DataPlots() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.data()
        .ifPresent(data -> {
          for (int k = 0; k < data.scores().size(); k++) {
            tasks.add(figure(run, data, data.scores().get(k), "data-score-" + (k + 1), k == 0));
          }
          for (int f = 0; f < data.features().size(); f++) {
            tasks.add(figure(run, data, data.features().get(f), "data-input-" + (f + 1), false));
          }
        });
    return tasks;
  }

  private static FigureTask figure(
      ReportData run, DataComparison data, DataHistogram histogram, String id, boolean explained) {
    return new FigureTask(
        id,
        histogram.name(),
        explained
            ? "Stacked: simulation, with the band of its statistical error. Points: data, with"
                + " Poisson errors; below, their ratio to the simulation."
            : "",
        format(
            "Stacked histogram of %s in simulation and data, and their ratio.", histogram.name()),
        (svg, title, alternative) -> both(run, data, histogram, svg, title, alternative));
  }

  private static String both(
      ReportData run,
      DataComparison data,
      DataHistogram histogram,
      String id,
      String title,
      String alternative) {
    AxisOffset offset = AxisOffset.of(histogram.data().binning());
    String upper = Svg.of(id + "-stack", title, alternative, stack(run, data, histogram, offset));
    String lower = Svg.of(id + "-ratio", title, alternative, ratio(histogram, offset));
    return Svg.open(id, title, alternative, WIDTH, HEIGHT + RATIO_HEIGHT)
        + upper
        + lower.replaceFirst("<svg ", "<svg y=\"" + HEIGHT + "\" ")
        + "</svg>\n";
  }

  private static PlotSpec stack(
      ReportData run, DataComparison data, DataHistogram histogram, AxisOffset offset) {
    List<String> groups = new ArrayList<>();
    data.groups().forEach(group -> groups.add(group.isEmpty() ? "simulation" : group));
    List<String> names = new ArrayList<>(groups);
    names.add(DATA);
    List<String> colors = new ArrayList<>(Palette.classes(run.task()));
    colors.add(PlotSpec.INK);
    Histogram total = offset.at(histogram.total());
    Histogram counts = offset.at(histogram.data());
    PlotSpec plot =
        PlotSpec.of(WIDTH, HEIGHT)
            .axes("", "events" + Formatting.perBin(total.binning().width(), histogram.unit()))
            .scale("x", "limits", limits(total.binning()), "expand", List.of(0.01, 0))
            .scale("y", "limits", List.of(Math.min(0, least(total)), most(total, counts)))
            .colors(names, colors);
    Ticks.set(plot, "x", total.binning());
    // the sum of all first, then of fewer: each covers what is below it
    for (int g = groups.size() - 1; g >= 0; g--) {
      Histogram up =
          histogram.simulation().subList(0, g + 1).stream().reduce(Histogram::plus).orElseThrow();
      HistogramLayers layer =
          new HistogramLayers(
              List.of(new HistogramLayers.NamedHistogram(groups.get(g), offset.at(up))));
      layer.filled(plot, 1);
      layer.lines(plot, 0.6);
    }
    band(plot, total, false);
    points(plot, counts, total, false);
    return plot;
  }

  private static PlotSpec ratio(DataHistogram histogram, AxisOffset offset) {
    Histogram total = offset.at(histogram.total());
    PlotSpec plot =
        PlotSpec.of(WIDTH, RATIO_HEIGHT)
            .axes(offset.title(histogram.name(), histogram.unit()), "data / sim.")
            .scale("x", "limits", limits(total.binning()), "expand", List.of(0.01, 0))
            .scale("y", "limits", List.of(0.0, 2.0), "breaks", List.of(0.5, 1.0, 1.5))
            .colors(List.of(DATA), List.of(PlotSpec.INK))
            .theme("legend_position", "none");
    Ticks.set(plot, "x", total.binning());
    band(plot, total, true);
    points(plot, offset.at(histogram.data()), total, true);
    return plot.layer(
        "hline",
        PlotSpec.map(),
        PlotSpec.map(),
        "yintercept",
        1,
        "color",
        PlotSpec.INK,
        "size",
        0.5);
  }

  private static List<Object> limits(Binning binning) {
    return List.of(binning.lower(), binning.upper());
  }

  private static double least(Histogram total) {
    double least = 0;
    for (int i = 0; i < total.binning().bins(); i++) {
      least = Math.min(least, total.content(i) - total.error(i));
    }
    return MARGIN * least;
  }

  private static double most(Histogram total, Histogram counts) {
    double most = 1;
    for (int i = 0; i < total.binning().bins(); i++) {
      most = Math.max(most, total.content(i) + total.error(i));
      most = Math.max(most, counts.content(i) + Math.sqrt(counts.content(i)));
    }
    return MARGIN * most;
  }

  /// The statistical error of the simulation, a grey box per bin; in the ratio around 1.
  private static void band(PlotSpec plot, Histogram total, boolean relative) {
    List<Object> left = new ArrayList<>();
    List<Object> right = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (int i = 0; i < total.binning().bins(); i++) {
      double content = total.content(i);
      if (total.error(i) > 0 && (!relative || content > 0)) {
        double center = relative ? 1 : content;
        double error = relative ? total.error(i) / content : total.error(i);
        left.add(total.binning().edge(i));
        right.add(total.binning().edge(i + 1));
        low.add(relative ? Math.max(0, center - error) : center - error);
        high.add(relative ? Math.min(2, center + error) : center + error);
      }
    }
    plot.layer(
        "rect",
        PlotSpec.map("l", left, "r", right, "low", low, "high", high),
        PlotSpec.map("xmin", "l", "xmax", "r", "ymin", "low", "ymax", "high"),
        "fill",
        Palette.GREY,
        "alpha",
        0.45,
        "size",
        0);
  }

  /// The counts, or their ratio to the simulation, with Poisson errors; a ratio beyond its axis is
  /// left out.
  private static void points(PlotSpec plot, Histogram counts, Histogram total, boolean relative) {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    for (int i = 0; i < counts.binning().bins(); i++) {
      double unit = relative ? total.content(i) : 1;
      double value = counts.content(i) / unit;
      double error = Math.sqrt(counts.content(i)) / unit;
      if (counts.content(i) > 0 && unit > 0 && !(relative && value > 2)) {
        x.add(counts.binning().center(i));
        y.add(value);
        low.add(value - error);
        high.add(relative ? Math.min(2, value + error) : value + error);
        c.add(DATA);
      }
    }
    Map<String, Object> all = PlotSpec.map("x", x, "y", y, "low", low, "high", high, "c", c);
    plot.layer(
        "linerange",
        all,
        PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "color", "c"),
        "size",
        0.8,
        "show_legend",
        false);
    plot.layer("point", all, PlotSpec.map("x", "x", "y", "y", "color", "c"), "size", 2.2);
  }
}
