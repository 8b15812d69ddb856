package org.jpsi.core.eval;

import java.util.Arrays;

/// Silhouette coefficient of a clustering (Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53): with a
/// the mean distance of an event to the others of its cluster and b that to the events of the
/// nearest other cluster, `s = (b - a) / max(a, b)`: near 1 well inside a cluster, near 0 between
/// two, negative in the wrong one. 0 for an event alone in its cluster. Distances are Euclidean.
///
/// @param values silhouette coefficient of each event
/// @param mean silhouette score, the mean over events
public record Silhouette(double[] values, double mean) {
  /// The silhouette of a clustering. The time is quadratic in the number of events: for some
  /// thousands of them.
  ///
  /// @param points `[events][coordinates]`
  /// @param cluster of each event, from 0
  /// @throws IllegalArgumentException where there are fewer than two clusters
  public static Silhouette of(double[][] points, int[] cluster) {
    ScoreChecks.lengths("cluster", points.length, cluster.length);
    int clusters = Arrays.stream(cluster).max().orElse(-1) + 1;
    ScoreChecks.labels(cluster, clusters);
    int[] size = new int[clusters];
    for (int g : cluster) {
      size[g]++;
    }
    if (Arrays.stream(size).filter(n -> n > 0).count() < 2) {
      throw new IllegalArgumentException("Silhouette: expected two clusters or more");
    }
    double[] values = new double[points.length];
    double mean = 0;
    for (int i = 0; i < points.length; i++) {
      double[] sum = new double[clusters];
      for (int j = 0; j < points.length; j++) {
        sum[cluster[j]] += distance(points[i], points[j]);
      }
      values[i] = value(sum, size, cluster[i]);
      mean += values[i] / points.length;
    }
    return new Silhouette(values, mean);
  }

  private static double value(double[] sum, int[] size, int own) {
    if (size[own] == 1) {
      return 0;
    }
    double a = sum[own] / (size[own] - 1);
    double b = Double.POSITIVE_INFINITY;
    for (int g = 0; g < sum.length; g++) {
      if (g != own && size[g] > 0) {
        b = Math.min(b, sum[g] / size[g]);
      }
    }
    double max = Math.max(a, b);
    return max == 0 ? 0 : (b - a) / max;
  }

  private static double distance(double[] p, double[] q) {
    double squares = 0;
    for (int k = 0; k < p.length; k++) {
      squares += (p[k] - q[k]) * (p[k] - q[k]);
    }
    return Math.sqrt(squares);
  }
}
