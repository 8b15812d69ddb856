package org.jpsi.core.eval;

import java.util.Arrays;

/// How well events lie in their groups (Rousseeuw, J. Comput. Appl. Math. 20 (1987) 53): with a the
/// mean distance of an event to the others of its group and b that to the events of the nearest
/// other group, `s = (b - a) / max(a, b)`: near 1 in the midst of its group, near 0 between two,
/// negative in the wrong one. 0 for an event alone in its group. Distances are Euclidean.
///
/// @param values of each event
/// @param mean of all
public record Silhouette(double[] values, double mean) {
  /// Every event is compared with every other: for some thousands of them.
  ///
  /// @param points `[events][coordinates]`
  /// @param group of each event, from 0
  /// @throws IllegalArgumentException where there are fewer than two groups
  public static Silhouette of(double[][] points, int[] group) {
    ScoreChecks.lengths("group", points.length, group.length);
    int groups = Arrays.stream(group).max().orElse(-1) + 1;
    ScoreChecks.labels(group, groups);
    int[] size = new int[groups];
    for (int g : group) {
      size[g]++;
    }
    if (Arrays.stream(size).filter(n -> n > 0).count() < 2) {
      throw new IllegalArgumentException("Silhouette: expected two groups or more");
    }
    double[] values = new double[points.length];
    double mean = 0;
    for (int i = 0; i < points.length; i++) {
      double[] sum = new double[groups];
      for (int j = 0; j < points.length; j++) {
        sum[group[j]] += distance(points[i], points[j]);
      }
      values[i] = value(sum, size, group[i]);
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
    double most = Math.max(a, b);
    return most == 0 ? 0 : (b - a) / most;
  }

  private static double distance(double[] p, double[] q) {
    double squares = 0;
    for (int k = 0; k < p.length; k++) {
      squares += (p[k] - q[k]) * (p[k] - q[k]);
    }
    return Math.sqrt(squares);
  }
}
