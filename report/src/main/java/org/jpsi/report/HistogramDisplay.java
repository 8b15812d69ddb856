package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.events.EventHistogram;
import org.jpsi.core.histogram.Histogram;

/// Display of a histogram of events: an outline and the statistical errors of each group, with its
/// entries in the legend.
final class HistogramDisplay {
  private HistogramDisplay() {}

  static Chart chart(EventHistogram histogram) {
    String unit = histogram.unit();
    String what = histogram.weighted() ? "sum of weights" : "events";
    Chart chart =
        Chart.of(title(histogram))
            .axes(
                Formatting.withUnit(histogram.expression(), unit),
                what + Formatting.perBin(histogram.binning().width(), unit));
    for (Map.Entry<String, EventHistogram.Group> each : histogram.groups().entrySet()) {
      String name = name(histogram, each.getKey(), each.getValue());
      Histogram h = each.getValue().histogram();
      double[][] outline = LayerData.outline(h);
      chart.path(name, outline[0], outline[1]);
      errors(chart, name, h);
    }
    return chart;
  }

  // Bins without events have no error to show.
  private static void errors(Chart chart, String name, Histogram h) {
    int[] filled = bins(h);
    double[] x = new double[filled.length];
    double[] y = new double[filled.length];
    double[] error = new double[filled.length];
    for (int i = 0; i < filled.length; i++) {
      x[i] = h.binning().center(filled[i]);
      y[i] = h.content(filled[i]);
      error[i] = h.error(filled[i]);
    }
    chart.errorBars(name, x, y, error);
  }

  private static int[] bins(Histogram h) {
    return IntStream.range(0, h.binning().bins()).filter(bin -> h.error(bin) > 0).toArray();
  }

  /// What is not in the bins is told, and whether events are weighted.
  private static String title(EventHistogram histogram) {
    Histogram all = histogram.total();
    long left =
        histogram.groups().values().stream().mapToLong(EventHistogram.Group::notANumber).sum();
    List<String> words = new ArrayList<>();
    words.add(histogram.expression() + (histogram.weighted() ? ", weighted" : ""));
    if (all.underflow() != 0) {
      words.add(Formatting.brief(all.underflow()) + " below");
    }
    if (all.overflow() != 0) {
      words.add(Formatting.brief(all.overflow()) + " above");
    }
    if (left > 0) {
      words.add(Formatting.count(left) + " not a number");
    }
    return String.join(", ", words);
  }

  /// `process 1: 90,211 entries, sum 90,211`
  private static String name(EventHistogram histogram, String group, EventHistogram.Group entries) {
    String of = histogram.groupedBy().map(by -> by + " " + group + ": ").orElse("");
    String sum =
        histogram.weighted() ? ", sum " + Formatting.brief(entries.histogram().total()) : "";
    return of + Formatting.count(entries.entries()) + " entries" + sum;
  }
}
