package org.jpsi.learners;

import java.util.Arrays;

/// Events in groups that nobody named.
///
/// @param of the group of each event, from 0, in the order in which they first appear; -1 for one
///   in none
/// @param count of groups
/// @param centers `[groups][coordinates]`, the mean of each
public record Clustering(int[] of, int count, double[][] centers) {
  /// No event is in this group.
  public static final int NOISE = -1;

  /// Groups of any names.
  static Clustering of(double[][] points, int[] named, int noise) {
    int[] of = new int[named.length];
    int[] names = new int[named.length];
    int count = 0;
    for (int i = 0; i < named.length; i++) {
      of[i] = NOISE;
      if (named[i] != noise) {
        int g = 0;
        while (g < count && names[g] != named[i]) {
          g++;
        }
        names[g] = named[i];
        count = Math.max(count, g + 1);
        of[i] = g;
      }
    }
    return new Clustering(of, count, means(points, of, count));
  }

  private static double[][] means(double[][] points, int[] of, int count) {
    double[][] sums = new double[count][points.length == 0 ? 0 : points[0].length];
    int[] size = new int[count];
    for (int i = 0; i < points.length; i++) {
      if (of[i] != NOISE) {
        size[of[i]]++;
        for (int k = 0; k < points[i].length; k++) {
          sums[of[i]][k] += points[i][k];
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

  /// How many events a group has; of {@link #NOISE} those in none.
  public int size(int group) {
    return (int) Arrays.stream(of).filter(g -> g == group).count();
  }

  /// The sum of squared distances to the own group's mean: what k-means makes small. Events in no
  /// group are left out.
  ///
  /// @param points `[events][coordinates]`, those that were divided
  public double inertia(double[][] points) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      if (of[i] != NOISE) {
        sum += squared(points[i], centers[of[i]]);
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
