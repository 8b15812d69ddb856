package org.jpsi.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.events.EventCorrelations;
import org.jpsi.core.events.EventHistogram2D;
import org.jpsi.core.events.EventProfile;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram2D;

/// Figures of events: two-dimensional histograms, profiles, correlation matrices. Each says whether
/// events are weighted, and what is not in it.
final class EventFigures {
  private EventFigures() {}

  static Chart chart(EventHistogram2D histogram) {
    Histogram2D h = histogram.histogram();
    double least = 0;
    double most = 0;
    double[][] z = new double[h.y().bins()][h.x().bins()];
    for (int y = 0; y < z.length; y++) {
      for (int x = 0; x < z[y].length; x++) {
        z[y][x] = h.content(x, y);
        least = Math.min(least, z[y][x]);
        most = Math.max(most, z[y][x]);
      }
    }
    List<String> words = new ArrayList<>();
    words.add(
        (histogram.weighted() ? "sum of weights, " : "events, ")
            + (least < 0
                ? "red " + Formatting.brief(-Math.max(-least, most)) + " to blue "
                : "white 0 to blue ")
            + Formatting.brief(Math.max(-least, most)));
    left(words, histogram.outside(), histogram.notANumber());
    Chart chart =
        Chart.of(String.join(", ", words))
            .axes(
                Formatting.withUnit(histogram.x(), histogram.unitOfX()),
                Formatting.withUnit(histogram.y(), histogram.unitOfY()));
    double[] x = centers(h.x());
    double[] y = centers(h.y());
    if (least < 0) {
      double bound = Math.max(-least, most);
      return chart.divergingHeat(x, y, z, -bound, bound);
    }
    return chart.heat(x, y, z);
  }

  private static void left(List<String> words, double outside, long notANumber) {
    if (outside != 0) {
      words.add(Formatting.brief(outside) + " outside");
    }
    if (notANumber > 0) {
      words.add(Formatting.count(notANumber) + " not a number");
    }
  }

  private static double[] centers(Binning binning) {
    double[] centers = new double[binning.bins()];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = binning.center(i);
    }
    return centers;
  }

  /// Points with the error of the mean; of a single event the error is not known, and not drawn.
  static Chart chart(EventProfile profile) {
    List<String> words = new ArrayList<>();
    words.add("mean of " + profile.y() + (profile.weighted() ? ", weighted" : ""));
    left(words, profile.outside(), profile.notANumber());
    List<EventProfile.Bin> bins = profile.bins();
    double[] mean = bins.stream().mapToDouble(EventProfile.Bin::mean).toArray();
    double[] error =
        bins.stream().mapToDouble(bin -> Double.isFinite(bin.error()) ? bin.error() : 0).toArray();
    String name = Formatting.count(profile.entries()) + " entries";
    return Chart.of(String.join(", ", words))
        .axes(
            Formatting.withUnit(profile.x(), profile.unitOfX()),
            "mean of " + Formatting.withUnit(profile.y(), profile.unitOfY()))
        .errors(name, centers(profile.binning()), mean, error);
  }

  static Figure matrix(EventCorrelations correlations) {
    List<String> rows = correlations.names();
    double[][] cells = correlations.matrix();
    for (double[] row : cells) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 100;
      }
    }
    String title = "Correlations in percent" + (correlations.weighted() ? ", weighted" : "");
    return new Matrix(title, new HeatMap(rows, rows, "", "", cells, true, 0));
  }

  private record Matrix(String title, HeatMap map) implements Figure {
    @Override
    public String svg() {
      return map.svg(Svg.id(description() + map.cells().length), title, description());
    }

    /// The strongest coefficients in words.
    @Override
    public String description() {
      List<String> words = new ArrayList<>();
      record Pair(String words, double r) {}
      List<Pair> pairs = new ArrayList<>();
      for (int a = 0; a < map.rows().size(); a++) {
        for (int b = 0; b < a; b++) {
          double r = map.cells()[a][b];
          if (!Double.isNaN(r)) {
            String text = String.format(Locale.ROOT, "%.0f %%", r);
            pairs.add(new Pair(map.rows().get(b) + " and " + map.rows().get(a) + " " + text, r));
          }
        }
      }
      pairs.sort((p, q) -> Double.compare(Math.abs(q.r), Math.abs(p.r)));
      pairs.stream().limit(3).forEach(pair -> words.add(pair.words));
      return title + " of " + map.rows().size() + " columns: " + String.join(", ", words);
    }
  }
}
