package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Expected yields in bins of the score, and their combined significance.
///
/// @param edges lower edges of the bins, ascending; the last bin has no upper edge, and events
///   below the first edge are in none
/// @param bins of the score, ascending
/// @param relative systematic uncertainty of the background in each bin, db / b, not correlated
///   between bins
/// @param significance sqrt(sum Z_i^2); its error is that of the statistics of the events, by the
///   derivative with respect to each event's weight
public record BinnedYields(
    double[] edges, List<YieldBin> bins, double relative, Significance significance) {

  /// Bin of the score.
  ///
  /// @param s expected signal
  /// @param b expected background
  /// @param squares sum of squared weights of the background
  /// @param z its Asimov significance; 0 where signed weights leave no signal or no background
  public record YieldBin(double s, double b, double squares, double z) {
    /// The effective number of background events, (sum w)^2 / sum w^2.
    public double effectiveBackground() {
      return squares > 0 ? b * b / squares : 0;
    }
  }

  public BinnedYields {
    bins = List.copyOf(bins);
  }

  /// The yields of events in bins that were chosen without them.
  ///
  /// @param relative systematic uncertainty of the background, db / b
  static BinnedYields of(YieldEvents given, double[] edges, double relative) {
    YieldEvents events = given.scalable();
    int n = edges.length;
    int groups = events.yields().length;
    double[] scale = events.scales();
    double[][] sum = new double[groups][n];
    double[][] squares = new double[groups][n];
    int[] bin = new int[events.weight().length];
    for (int i = 0; i < bin.length; i++) {
      bin[i] = bin(edges, events.score()[i]);
      if (bin[i] >= 0) {
        double w = events.weight()[i] * scale[events.group()[i]];
        sum[events.group()[i]][bin[i]] += w;
        squares[events.group()[i]][bin[i]] += w * w;
      }
    }
    List<YieldBin> bins = new ArrayList<>();
    Significance.Slopes[] slopes = new Significance.Slopes[n];
    double total = 0;
    for (int j = 0; j < n; j++) {
      double s = 0;
      double b = 0;
      double b2 = 0;
      for (int g = 0; g < groups; g++) {
        if (events.yields()[g].signal()) {
          s += sum[g][j];
        } else {
          b += sum[g][j];
          b2 += squares[g][j];
        }
      }
      Significance.Slopes found = Significance.Slopes.of(s, b, b2, relative);
      boolean sensible = found.squared() > 0 && found.squared() < Double.POSITIVE_INFINITY;
      slopes[j] = sensible ? found : new Significance.Slopes(0, 0, 0, 0);
      bins.add(new YieldBin(s, b, b2, Math.sqrt(slopes[j].squared())));
      total += slopes[j].squared();
    }
    double z = Math.sqrt(total);
    double error =
        z > 0 ? Math.sqrt(variance(events, scale, bin, sum, squares, slopes)) / 2 / z : 0;
    return new BinnedYields(edges.clone(), bins, relative, new Significance(z, error));
  }

  /// The same with other numbers for the edges, which are not those of the score itself.
  BinnedYields withEdges(double[] edges) {
    return new BinnedYields(edges, bins, relative, significance);
  }

  static int bin(double[] edges, double score) {
    int at = Arrays.binarySearch(edges, score);
    return at >= 0 ? at : -at - 2;
  }

  /// The variance of sum Z^2: the sum over events of (w d(sum Z^2)/dw)^2, each event being there a
  /// Poisson number of times. A yield is T P / Q, with T the weight of a group in all parts, Q that
  /// in this part and P that in the bin. An event of this part changes all three, one of another
  /// part T alone.
  private static double variance(
      YieldEvents events,
      double[] scale,
      int[] bin,
      double[][] sum,
      double[][] squares,
      Significance.Slopes[] slopes) {
    int groups = scale.length;
    // w d(sum Z^2)/dw by T alone, and by Q alone, is w times these
    double[] byTotal = new double[groups];
    double[] byPart = new double[groups];
    double[] here = new double[groups];
    double[] part = events.sums();
    for (int i = 0; i < bin.length; i++) {
      here[events.group()[i]] += events.weight()[i] * events.weight()[i];
    }
    for (int g = 0; g < groups; g++) {
      YieldEvents.Yield yield = events.yields()[g];
      double change = 0;
      for (int j = 0; j < slopes.length; j++) {
        change +=
            yield.signal()
                ? slopes[j].byS() * sum[g][j]
                : slopes[j].byB() * sum[g][j] + slopes[j].bySquares() * 2 * squares[g][j];
      }
      byTotal[g] = yield.weight() == 0 ? 0 : change / yield.weight();
      byPart[g] = part[g] == 0 ? 0 : -change / part[g];
    }
    double variance = 0;
    for (int g = 0; g < groups; g++) {
      variance += byTotal[g] * byTotal[g] * Math.max(0, events.yields()[g].squares() - here[g]);
    }
    for (int i = 0; i < bin.length; i++) {
      int g = events.group()[i];
      double w = events.weight()[i];
      double pull = w * (byTotal[g] + byPart[g]);
      if (bin[i] >= 0) {
        Significance.Slopes at = slopes[bin[i]];
        double scaled = w * scale[g];
        pull +=
            events.yields()[g].signal()
                ? at.byS() * scaled
                : at.byB() * scaled + at.bySquares() * scaled * scaled;
      }
      variance += pull * pull;
    }
    return variance;
  }
}
