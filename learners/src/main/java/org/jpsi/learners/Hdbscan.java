package org.jpsi.learners;

import java.util.List;
import org.tribuo.clustering.hdbscan.HdbscanModel;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;

/// Groups as islands of density, however many and of whatever form, and events in none of them
/// (Campello, Moulavi, Zimek and Sander, ACM TKDD 10 (2015) 5), by Tribuo. Every event is compared
/// with every other: for some thousands of them.
///
/// @param least events that make a group
/// @param neighbours how many of the nearest tell the density at an event
public record Hdbscan(int least, int neighbours) {
  // Tribuo's name for events in no group.
  private static final int NONE = 0;

  public Hdbscan {
    if (least < 2 || neighbours < 1) {
      throw new IllegalArgumentException(
          "Hdbscan: expected groups of 2 events and 1 neighbour or more, found "
              + least
              + " and "
              + neighbours);
    }
  }

  /// Density by 5 neighbours.
  public static Hdbscan of(int least) {
    return new Hdbscan(least, 5);
  }

  /// The groups.
  ///
  /// @param points `[events][coordinates]`, more than `neighbours`
  public Clustering fit(double[][] points) {
    if (points.length <= neighbours) {
      throw new IllegalArgumentException(
          "Hdbscan: expected more than " + neighbours + " events, found " + points.length);
    }
    HdbscanModel model =
        new HdbscanTrainer(
                least,
                DistanceType.L2.getDistance(),
                neighbours,
                1,
                NeighboursQueryFactoryType.BRUTE_FORCE)
            .train(FeatureMatrix.dataset(points));
    List<Integer> labels = model.getClusterLabels();
    return Clustering.of(points, labels.stream().mapToInt(l -> l).toArray(), NONE);
  }
}
