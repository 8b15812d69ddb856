package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.histogram.Histogram;

/// Histogram layers of a plot: outlines that step from bin edge to bin edge, bars and points with
/// statistical errors. Each belongs to a named group, which gives it its color.
final class HistogramLayers {
  /// Histogram of a named group.
  record NamedHistogram(String name, Histogram histogram) {}

  /// Those of the groups that have one.
  static List<NamedHistogram> named(List<String> names, List<Optional<Histogram>> histograms) {
    List<NamedHistogram> named = new ArrayList<>();
    for (int g = 0; g < histograms.size(); g++) {
      String name = names.get(g);
      histograms.get(g).ifPresent(histogram -> named.add(new NamedHistogram(name, histogram)));
    }
    return named;
  }

  private final List<NamedHistogram> all;
  private final boolean log;
  private final double floor;

  HistogramLayers(List<NamedHistogram> all) {
    this(all, false);
  }

  /// @param mayBeLog whether a logarithmic axis is chosen where most bins would be too low to be
  ///   seen
  HistogramLayers(List<NamedHistogram> all, boolean mayBeLog) {
    this.all = all;
    this.log = mayBeLog && apt();
    double least = Double.POSITIVE_INFINITY;
    for (NamedHistogram named : all) {
      for (double y : named.histogram.sum()) {
        least = y > 0 ? Math.min(least, y) : least;
      }
    }
    this.floor = log ? least / 2 : 0;
  }

  /// A logarithmic axis is apt where no bin is negative and the median of the filled ones is below
  /// 3 % of the highest.
  private boolean apt() {
    List<Double> filled = new ArrayList<>();
    for (NamedHistogram named : all) {
      for (double y : named.histogram.sum()) {
        if (y < 0) {
          return false;
        }
        if (y > 0) {
          filled.add(y);
        }
      }
    }
    filled.sort(null);
    return filled.size() >= 10 && filled.get(filled.size() / 2) < 0.03 * filled.getLast();
  }

  boolean isLog() {
    return log;
  }

  /// Sets the y axis as the contents want it.
  PlotSpec axis(PlotSpec plot) {
    if (log) {
      plot.scale("y", "trans", "log10");
      decades(plot);
    }
    return plot;
  }

  // Powers of ten as one writes them: plain digits of small fractions are hard to tell apart.
  private void decades(PlotSpec plot) {
    double most = floor;
    for (NamedHistogram named : all) {
      for (double y : named.histogram.sum()) {
        most = Math.max(most, y);
      }
    }
    int last = (int) Math.floor(StrictMath.log10(most));
    int first = (int) Math.ceil(StrictMath.log10(floor));
    if (last - first < 1) {
      return;
    }
    int step = 1 + (last - first) / 6;
    List<Object> places = new ArrayList<>();
    List<Object> words = new ArrayList<>();
    for (int power = last; power >= first; power -= step) {
      places.addFirst(StrictMath.pow(10, power));
      words.addFirst(power == 0 ? "1" : power == 1 ? "10" : "10" + raised(power));
    }
    plot.scale("y", "breaks", places, "labels", words);
  }

  private static String raised(int power) {
    StringBuilder raised = new StringBuilder(power < 0 ? "\u207b" : "");
    for (char digit : Integer.toString(Math.abs(power)).toCharArray()) {
      raised.append(
          "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(digit - '0'));
    }
    return raised.toString();
  }

  /// Outlines as lines.
  PlotSpec lines(PlotSpec plot, double size) {
    return plot.layer(
        "path", outline(), PlotSpec.map("x", "x", "y", "y", "color", "c"), "size", size);
  }

  /// Outlines filled to the floor, faintly.
  PlotSpec filled(PlotSpec plot, double alpha) {
    return plot.layer(
        "polygon",
        outline(),
        PlotSpec.map("x", "x", "y", "y", "fill", "c"),
        "alpha",
        alpha,
        "size",
        0,
        "show_legend",
        false);
  }

  /// A vertical line of one standard deviation up and down per bin.
  PlotSpec errors(PlotSpec plot, double size) {
    return plot.layer(
        "linerange",
        points(),
        PlotSpec.map("x", "x", "ymin", "low", "ymax", "high", "color", "c"),
        "size",
        size,
        "show_legend",
        false);
  }

  /// A point per bin that holds anything, with its error.
  PlotSpec points(PlotSpec plot) {
    errors(plot, 0.9);
    return plot.layer(
        "point",
        points(),
        PlotSpec.map("x", "x", "y", "y", "color", "c"),
        "size",
        2.2,
        "show_legend",
        false);
  }

  private Map<String, Object> outline() {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    for (NamedHistogram named : all) {
      Histogram h = named.histogram;
      int bins = h.binning().bins();
      add(x, y, c, h.binning().lower(), floor, named.name);
      for (int i = 0; i < bins; i++) {
        double content = log ? Math.max(floor, h.content(i)) : h.content(i);
        add(x, y, c, h.binning().edge(i), content, named.name);
        add(x, y, c, h.binning().edge(i + 1), content, named.name);
      }
      add(x, y, c, h.binning().upper(), floor, named.name);
    }
    return PlotSpec.map("x", x, "y", y, "c", c);
  }

  private static void add(
      List<Object> x, List<Object> y, List<Object> c, double atX, double atY, String name) {
    x.add(atX);
    y.add(atY);
    c.add(name);
  }

  private Map<String, Object> points() {
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    List<Object> c = new ArrayList<>();
    for (NamedHistogram named : all) {
      Histogram h = named.histogram;
      for (int i = 0; i < h.binning().bins(); i++) {
        double content = h.content(i);
        double error = h.error(i);
        if (error == 0 || log && content <= 0) {
          continue;
        }
        add(x, y, c, h.binning().center(i), content, named.name);
        low.add(log ? Math.max(floor, content - error) : content - error);
        high.add(content + error);
      }
    }
    return PlotSpec.map("x", x, "y", y, "low", low, "high", high, "c", c);
  }
}
