package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.eval.DecorrelationFigures;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.report.HistogramLayers.NamedHistogram;

/// Figures of decorrelation: the spectrum of each variable in background events, before and after
/// cuts on the score.
final class DecorrelationPlots {
  private DecorrelationPlots() {}

  static List<FigureTask> of(ReportData run) {
    List<FigureTask> tasks = new ArrayList<>();
    run.figures()
        .decorrelation()
        .ifPresent(found -> {
          for (int v = 0; v < found.variables().size(); v++) {
            DecorrelationFigures.Variable variable = found.variables().get(v);
            tasks.add(
                FigureTask.plot(
                    "decorrelation-" + (v + 1),
                    "Background in " + variable.name(),
                    "All background events, and those that pass cuts of given signal efficiencies;"
                        + " each scaled to unit area, with one standard deviation. Independent of"
                        + " the score they would be the same.",
                    format(
                        "Spectrum of %s in background events, before and after cuts.",
                        variable.name()),
                    () -> spectra(found, variable)));
          }
        });
    return tasks;
  }

  private static PlotSpec spectra(
      DecorrelationFigures found, DecorrelationFigures.Variable variable) {
    List<NamedHistogram> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> colors = new ArrayList<>();
    AxisOffset offset = AxisOffset.of(variable.all().binning());
    add("all", variable.all(), PlotSpec.INK, offset, all, names, colors);
    for (int c = 0; c < found.cuts().size(); c++) {
      String name = format("%s %% signal", Formatting.brief(100 * found.cuts().get(c).signal()));
      add(name, variable.passing().get(c), Palette.next(c), offset, all, names, colors);
    }
    HistogramLayers layers = new HistogramLayers(all, true);
    PlotSpec plot =
        PlotSpec.of(560, 380)
            .axes(offset.title(variable.name(), variable.unit()), "fraction per bin")
            .scale("x", "expand", List.of(0.01, 0))
            .colors(names, colors);
    Ticks.set(plot, "x", offset.at(variable.all()).binning());
    layers.axis(plot);
    layers.lines(plot, 0.9);
    return layers.errors(plot, 0.4);
  }

  // What has no positive sum has no spectrum.
  private static void add(
      String name,
      Histogram histogram,
      String color,
      AxisOffset offset,
      List<NamedHistogram> all,
      List<String> names,
      List<String> colors) {
    if (histogram.total() > 0) {
      all.add(new NamedHistogram(name, offset.at(histogram).normalized()));
      names.add(name);
      colors.add(color);
    }
  }
}
