package org.jpsi.learners;

import java.util.List;
import org.tribuo.clustering.hdbscan.HdbscanModel;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;

/// HDBSCAN, hierarchical density-based clustering: clusters of any number and shape, and noise
/// (Campello, Moulavi, Zimek and Sander, ACM TKDD 10 (2015) 5), by Tribuo. All pairs of events are
/// compared: for up to some thousands of events.
///
/// @param minClusterSize minimum number of events in a cluster
/// @param neighbors number of nearest neighbors that define the density at an event (scikit-learn's
///   `min_samples`)
public record Hdbscan(int minClusterSize, int neighbors) {
  // Tribuo's label of noise.
  private static final int TRIBUO_NOISE = 0;

  public Hdbscan {
    if (minClusterSize < 2 || neighbors < 1) {
      throw new IllegalArgumentException(
          "Hdbscan: expected minClusterSize >= 2 and neighbors >= 1, found "
              + minClusterSize
              + " and "
              + neighbors);
    }
  }

  /// HDBSCAN with 5 neighbors.
  public static Hdbscan of(int minClusterSize) {
    return new Hdbscan(minClusterSize, 5);
  }

  /// Clusters the points.
  ///
  /// @param points `[events][coordinates]`, more than `neighbors`
  public Clustering fit(double[][] points) {
    if (points.length <= neighbors) {
      throw new IllegalArgumentException(
          "Hdbscan: expected more than " + neighbors + " events, found " + points.length);
    }
    HdbscanModel model =
        new HdbscanTrainer(
                minClusterSize,
                DistanceType.L2.getDistance(),
                neighbors,
                1,
                NeighboursQueryFactoryType.BRUTE_FORCE)
            .train(FeatureMatrix.dataset(points));
    List<Integer> labels = model.getClusterLabels();
    return Clustering.of(points, labels.stream().mapToInt(l -> l).toArray(), TRIBUO_NOISE);
  }
}
