package org.jpsi.core.eval;

import java.util.Arrays;

/// Rank statistics of scores: the rank of each event, with ties as one rank, highest score first.
///
/// @param values the distinct scores, descending
/// @param group rank of each event, the index of its score in `values`
record RankStatistics(double[] values, int[] group) {

  static RankStatistics of(double[] score) {
    double[] sorted = new double[score.length];
    for (int i = 0; i < score.length; i++) {
      sorted[i] = -score[i] + 0.0; // ascending in -score; adding zero makes -0.0 and 0.0 one value
    }
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    int[] group = new int[score.length];
    for (int i = 0; i < score.length; i++) {
      group[i] = Arrays.binarySearch(sorted, 0, distinct, -score[i] + 0.0);
    }
    double[] values = new double[distinct];
    for (int g = 0; g < distinct; g++) {
      values[g] = -sorted[g] + 0.0;
    }
    return new RankStatistics(values, group);
  }

  /// The number of distinct scores.
  int size() {
    return values.length;
  }

  /// The sum of the weights (or of their squares) of one class at each distinct score.
  double[] sums(boolean[] signal, boolean selected, double[] weight, boolean squared) {
    double[] sum = new double[size()];
    for (int i = 0; i < group.length; i++) {
      if (signal[i] == selected) {
        sum[group[i]] += squared ? weight[i] * weight[i] : weight[i];
      }
    }
    return sum;
  }

  /// `cumulative[g]` is the sum of groups 0 to g - 1.
  static double[] cumulate(double[] sum) {
    double[] cumulative = new double[sum.length + 1];
    for (int g = 0; g < sum.length; g++) {
      cumulative[g + 1] = cumulative[g] + sum[g];
    }
    return cumulative;
  }
}
