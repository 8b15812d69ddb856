package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.table.Table;

/// Values of the features of some events, as they are before preprocessing. Grows event by event.
final class FeatureValues {
  private final double[][] values;
  private int events;

  FeatureValues(int features) {
    values = new double[features][1024];
  }

  /// Adds an event.
  ///
  /// @param of each feature, the values of a block
  /// @param row of the event in the block
  void add(List<double[]> of, int row) {
    if (events == capacity()) {
      for (int f = 0; f < values.length; f++) {
        values[f] = Arrays.copyOf(values[f], Math.addExact(events, events));
      }
    }
    for (int f = 0; f < values.length; f++) {
      values[f][events] = of.get(f)[row];
    }
    events++;
  }

  private int capacity() {
    return values.length == 0 ? Integer.MAX_VALUE : values[0].length;
  }

  int events() {
    return events;
  }

  double value(int feature, int event) {
    return values[feature][event];
  }

  int features() {
    return values.length;
  }

  /// The values of each feature in a block.
  static List<double[]> of(PreparedTraining training, Table block) {
    Preprocessing features = training.preprocessing().features();
    List<double[]> all = new ArrayList<>();
    for (int f = 0; f < features.columns().size(); f++) {
      all.add(features.values(f, block));
    }
    return all;
  }
}
