package org.jpsi.learners;

import java.util.Arrays;

/// Result of a clustering.
///
/// @param labels cluster index of each event, in the order of first appearance; -1 for noise
/// @param count number of clusters
/// @param centers `[clusters][coordinates]`, the mean of each
public record Clustering(int[] labels, int count, double[][] centers) {
  /// Label of events in no cluster.
  public static final int NOISE = -1;

  /// A clustering from arbitrary labels.
  static Clustering of(double[][] points, int[] named, int noise) {
    int[] labels = new int[named.length];
    int[] names = new int[named.length];
    int count = 0;
    for (int i = 0; i < named.length; i++) {
      labels[i] = NOISE;
      if (named[i] != noise) {
        int g = 0;
        while (g < count && names[g] != named[i]) {
          g++;
        }
        names[g] = named[i];
        count = Math.max(count, g + 1);
        labels[i] = g;
      }
    }
    return new Clustering(labels, count, means(points, labels, count));
  }

  private static double[][] means(double[][] points, int[] labels, int count) {
    double[][] sums = new double[count][points.length == 0 ? 0 : points[0].length];
    int[] size = new int[count];
    for (int i = 0; i < points.length; i++) {
      if (labels[i] != NOISE) {
        size[labels[i]]++;
        for (int k = 0; k < points[i].length; k++) {
          sums[labels[i]][k] += points[i][k];
        }
      }
    }
    for (int g = 0; g < count; g++) {
      for (int k = 0; k < sums[g].length; k++) {
        sums[g][k] /= size[g];
      }
    }
    return sums;
  }

  /// The number of events in a cluster; for {@link #NOISE} those in none.
  public int size(int group) {
    return (int) Arrays.stream(labels).filter(g -> g == group).count();
  }

  /// The inertia: the sum of squared distances of events to the mean of their cluster, which
  /// k-means minimizes. Noise is left out.
  ///
  /// @param points `[events][coordinates]`, the clustered ones
  public double inertia(double[][] points) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      if (labels[i] != NOISE) {
        sum += squared(points[i], centers[labels[i]]);
      }
    }
    return sum;
  }

  static double squared(double[] p, double[] q) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += (p[k] - q[k]) * (p[k] - q[k]);
    }
    return sum;
  }
}
