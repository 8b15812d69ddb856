package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Template: the histogram of a score over weighted events in bins of any widths, with sum of w and
/// sum of w^2 of each bin, underflow and overflow. The upper edge of the last bin belongs to it, as
/// in NumPy; an event without a score (NaN) is in no bin.
///
/// @param edges ascending, one more than there are bins
/// @param sums sums of weights of underflow, each bin, and overflow
/// @param squares sums of squared weights, the same
/// @param events number of events with a score
public record ScoreTemplate(double[] edges, double[] sums, double[] squares, long events) {
  /// @throws IllegalArgumentException where lengths do not fit, or edges do not ascend
  public ScoreTemplate {
    ScoreChecks.lengths("sums", edges.length + 1, sums.length);
    ScoreChecks.lengths("squares", edges.length + 1, squares.length);
    if (edges.length < 2) {
      throw new IllegalArgumentException("expected two edges or more, found " + edges.length);
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1]))) {
        throw new IllegalArgumentException("expected ascending edges, found " + edges[i]);
      }
    }
    edges = edges.clone();
    sums = sums.clone();
    squares = squares.clone();
  }

  /// Fills a template.
  public static ScoreTemplate of(double[] edges, double[] score, double[] weight) {
    ScoreChecks.lengths("weight", score.length, weight.length);
    double[] sums = new double[edges.length + 1];
    double[] squares = new double[edges.length + 1];
    long events = 0;
    for (int i = 0; i < score.length; i++) {
      if (!Double.isNaN(score[i])) {
        int bin = bin(edges, score[i]);
        sums[bin] += weight[i];
        squares[bin] += weight[i] * weight[i];
        events++;
      }
    }
    return new ScoreTemplate(edges, sums, squares, events);
  }

  private static int bin(double[] edges, double x) {
    int found = Arrays.binarySearch(edges, x == 0 ? 0.0 : x);
    int above = found >= 0 ? found + 1 : -found - 1;
    return above == edges.length && x == edges[edges.length - 1] ? above - 1 : above;
  }

  /// Equal bins over [0, 1], the range of a probability.
  public static double[] equalBins(int bins) {
    return equalBins(0, bins);
  }

  /// Equal bins over [least, 1].
  public static double[] equalBins(double least, int bins) {
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> least + (1 - least) * ((double) i / bins));
    edges[bins] = 1;
    return edges;
  }

  /// The number of bins, without underflow and overflow.
  public int bins() {
    return edges.length - 1;
  }

  /// Sums of weights of the bins.
  public double[] contents() {
    return Arrays.copyOfRange(sums, 1, sums.length - 1);
  }

  /// Sums of squared weights of the bins.
  public double[] variances() {
    return Arrays.copyOfRange(squares, 1, squares.length - 1);
  }

  /// The sum of both; events of the one are not those of the other.
  public ScoreTemplate plus(ScoreTemplate other) {
    if (!Arrays.equals(edges, other.edges)) {
      throw new IllegalArgumentException("templates of other bins");
    }
    double[] both = new double[sums.length];
    double[] bothSquares = new double[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    Arrays.setAll(bothSquares, i -> squares[i] + other.squares[i]);
    return new ScoreTemplate(edges, both, bothSquares, events + other.events);
  }

  /// The same events in joined bins.
  ///
  /// @param kept edges, some of those that there are, the outer ones among them
  public ScoreTemplate rebinned(double[] kept) {
    double[] joinedSums = new double[kept.length + 1];
    double[] joinedSquares = new double[kept.length + 1];
    int bin = 0;
    for (int b = 0; b < sums.length; b++) {
      // bin b begins at edge b - 1
      if (b > 0 && bin < kept.length && edges[b - 1] == kept[bin]) {
        bin++;
      }
      joinedSums[bin] += sums[b];
      joinedSquares[bin] += squares[b];
    }
    if (bin != kept.length || kept[0] != edges[0] || kept[bin - 1] != edges[bins()]) {
      throw new IllegalArgumentException(
          "expected edges among " + Arrays.toString(edges) + ", found " + Arrays.toString(kept));
    }
    return new ScoreTemplate(kept, joinedSums, joinedSquares, events);
  }

  /// Edges of joined bins, each of which has `effective` events or more, (sum w)^2 / sum w^2, of a
  /// positive sum; joined from the highest score down, where bins are empty first. Only the outer
  /// edges where all together have fewer.
  public double[] joined(double effective) {
    List<Double> kept = new ArrayList<>(List.of(edges[bins()]));
    double sum = 0;
    double square = 0;
    for (int b = bins(); b >= 1; b--) {
      sum += sums[b];
      square += squares[b];
      if (sum > 0 && sum * sum >= effective * square) {
        kept.addFirst(edges[b - 1]);
        sum = 0;
        square = 0;
      }
    }
    if (kept.getFirst() > edges[0]) {
      if (kept.size() > 1) {
        kept.removeFirst();
      }
      kept.addFirst(edges[0]);
    }
    return kept.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
