package org.jpsi.learners;

import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.la.DenseVector;

/// k groups, each of the events that are nearest to its mean (Lloyd, IEEE Trans. Inf. Theory 28
/// (1982) 129), begun by k-means++ (Arthur and Vassilvitskii, SODA 2007), by Tribuo: of several
/// beginnings the one with the least sum of squares. Groups come out round and of like size in the
/// coordinates given, whatever the events are.
///
/// @param k how many groups
/// @param beginnings how often it is begun anew
/// @param seed of what is drawn
public record KMeans(int k, int beginnings, long seed) {
  private static final int MOST_STEPS = 100;

  public KMeans {
    if (k < 1 || beginnings < 1) {
      throw new IllegalArgumentException(
          "KMeans: expected k and beginnings from 1, found " + k + " and " + beginnings);
    }
  }

  /// With 10 beginnings.
  public static KMeans of(int k) {
    return new KMeans(k, 10, 1);
  }

  /// The groups.
  ///
  /// @param points `[events][coordinates]`, at least k
  public Clustering fit(double[][] points) {
    if (points.length < k) {
      throw new IllegalArgumentException(
          "KMeans: expected " + k + " events or more, found " + points.length);
    }
    var events = FeatureMatrix.dataset(points);
    Clustering best = null;
    for (int b = 0; b < beginnings; b++) {
      KMeansModel model =
          new KMeansTrainer(
                  k,
                  MOST_STEPS,
                  DistanceType.L2.getDistance(),
                  KMeansTrainer.Initialisation.PLUSPLUS,
                  1,
                  seed + b)
              .train(events);
      Clustering found = nearest(points, model.getCentroidVectors());
      if (best == null || found.inertia(points) < best.inertia(points)) {
        best = found;
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private static Clustering nearest(double[][] points, DenseVector[] centers) {
    int[] of = new int[points.length];
    for (int i = 0; i < of.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int g = 0; g < centers.length; g++) {
        double d = Clustering.squared(points[i], centers[g].toArray());
        if (d < least) {
          least = d;
          of[i] = g;
        }
      }
    }
    return Clustering.of(points, of, Clustering.NOISE);
  }
}
