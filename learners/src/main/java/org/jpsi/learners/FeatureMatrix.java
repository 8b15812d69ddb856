package org.jpsi.learners;

import java.util.Locale;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.impl.ArrayExample;

/// Conversion of unlabelled points to Tribuo's dataset.
final class FeatureMatrix {
  private FeatureMatrix() {}

  static MutableDataset<ClusterID> dataset(double[][] points) {
    MutableDataset<ClusterID> events =
        TribuoEvents.of(
            new float[0],
            0,
            new float[0],
            new ClusteringFactory(),
            _ -> ClusteringFactory.UNASSIGNED_CLUSTER_ID);
    for (double[] point : points) {
      String[] names = new String[point.length];
      for (int k = 0; k < names.length; k++) {
        names[k] = String.format(Locale.ROOT, "f%07d", k);
      }
      events.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, point.clone()));
    }
    return events;
  }
}
