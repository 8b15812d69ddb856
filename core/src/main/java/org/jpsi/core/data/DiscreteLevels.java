package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;

/// Levels of a column of few values, as a number of jets: the values, preprocessed, that a network
/// may be told by an indicator each.
final class DiscreteLevels {
  /// With more values, a column is continuous.
  static final int MOST = 16;

  // Of rarer values too little is learned: the number itself says what there is to know.
  private static final int LEAST_EVENTS = 10;

  private DiscreteLevels() {}

  /// The levels of a column, ascending: none where it has more than 16 values, or one or two, which
  /// a number tells as well.
  ///
  /// @param inputs of the training events, `[events, width]`; NaN is missing
  /// @param column its index
  static List<Float> of(float[] inputs, int column, int width) {
    float[] values = new float[MOST];
    int[] counts = new int[MOST];
    int n = 0;
    for (int i = column; i < inputs.length; i += width) {
      // of both zeros the positive one
      float value = inputs[i] + 0f;
      if (Float.isNaN(value)) {
        continue;
      }
      int k = 0;
      while (k < n && values[k] != value) {
        k++;
      }
      if (k == MOST) {
        return List.of();
      }
      values[k] = value;
      counts[k]++;
      n = Math.max(n, k + 1);
    }
    if (n < 3) {
      return List.of();
    }
    List<Float> levels = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      if (counts[k] >= LEAST_EVENTS) {
        levels.add(values[k]);
      }
    }
    return levels.stream().sorted().toList();
  }
}
