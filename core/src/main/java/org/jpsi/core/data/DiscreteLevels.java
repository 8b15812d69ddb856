package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;

/// Levels of a column of few values, as a number of jets: the values, preprocessed, that a network
/// may be told by an indicator each.
final class DiscreteLevels {
  /// With more values, a column is continuous.
  private static final int MOST = 16;

  // Of rarer values too little is learned: the number itself says what there is to know.
  private static final int LEAST_EVENTS = 10;

  private final float[] values = new float[MOST];
  private final int[] counts = new int[MOST];
  private int n;
  private boolean continuous;

  /// Counts the value of a training event; NaN is missing.
  void add(float x) {
    if (continuous || Float.isNaN(x)) {
      return;
    }
    // of both zeros the positive one
    float value = x + 0f;
    int k = 0;
    while (k < n && values[k] != value) {
      k++;
    }
    if (k == MOST) {
      continuous = true;
      return;
    }
    values[k] = value;
    counts[k]++;
    n = Math.max(n, k + 1);
  }

  /// The values of ten events or more, ascending: none where there are more than 16 values, or one
  /// or two, which a number tells as well.
  List<Float> levels() {
    if (continuous || n < 3) {
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
