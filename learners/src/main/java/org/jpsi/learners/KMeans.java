package org.jpsi.learners;

import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.la.DenseVector;

/// k-means clustering (Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129) with k-means++ initialization
/// (Arthur and Vassilvitskii, SODA 2007), by Tribuo: of several initializations the one of the
/// lowest inertia. Clusters tend to be round and of similar size in the given coordinates, whatever
/// the events are.
///
/// @param k number of clusters
/// @param initializations number of random initializations (scikit-learn's `n_init`)
/// @param seed of the initializations
public record KMeans(int k, int initializations, long seed) {
  private static final int MAX_ITERATIONS = 100;

  public KMeans {
    if (k < 1 || initializations < 1) {
      throw new IllegalArgumentException(
          "KMeans: expected k and initializations >= 1, found " + k + " and " + initializations);
    }
  }

  /// k-means with 10 initializations.
  public static KMeans of(int k) {
    return new KMeans(k, 10, 1);
  }

  /// Clusters the points.
  ///
  /// @param points `[events][coordinates]`, at least k
  public Clustering fit(double[][] points) {
    if (points.length < k) {
      throw new IllegalArgumentException(
          "KMeans: expected " + k + " events or more, found " + points.length);
    }
    var events = FeatureMatrix.dataset(points);
    Clustering best = null;
    for (int b = 0; b < initializations; b++) {
      KMeansModel model =
          new KMeansTrainer(
                  k,
                  MAX_ITERATIONS,
                  DistanceType.L2.getDistance(),
                  KMeansTrainer.Initialisation.PLUSPLUS,
                  1,
                  seed + b)
              .train(events);
      Clustering candidate = assign(points, model.getCentroidVectors());
      if (best == null || candidate.inertia(points) < best.inertia(points)) {
        best = candidate;
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private static Clustering assign(double[][] points, DenseVector[] centers) {
    int[] labels = new int[points.length];
    for (int i = 0; i < labels.length; i++) {
      double minDistance = Double.POSITIVE_INFINITY;
      for (int g = 0; g < centers.length; g++) {
        double d = Clustering.squared(points[i], centers[g].toArray());
        if (d < minDistance) {
          minDistance = d;
          labels[i] = g;
        }
      }
    }
    return Clustering.of(points, labels, Clustering.NOISE);
  }
}
