package org.jpsi.core.data;

import java.util.Arrays;

/// Values of a column in the events that have one.
///
/// @param values of these events, one or more
/// @param weights of these events
/// @param sample numbers of these events for the quantiles, ascending
/// @param missing fraction of all events that have none
record PresentValues(double[] values, double[] weights, int[] sample, double missing) {
  /// @param values `[events]`, NaN where missing
  /// @param sample numbers among all events
  /// @throws IllegalArgumentException where no event has a value
  static PresentValues of(double[] values, double[] weights, int[] sample) {
    int n = values.length;
    // The number of each event among those with a value, of one without that of the next.
    int[] number = new int[n];
    int present = 0;
    for (int i = 0; i < n; i++) {
      number[i] = present;
      present += Double.isNaN(values[i]) ? 0 : 1;
    }
    if (present == n) {
      return new PresentValues(values, weights, sample, 0);
    }
    if (present == 0) {
      throw new IllegalArgumentException(
          "ColumnFit: expected a value in some event, found none in " + n);
    }
    double[] kept = new double[present];
    double[] weightOf = new double[present];
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(values[i])) {
        kept[number[i]] = values[i];
        weightOf[number[i]] = weights[i];
      }
    }
    if (Arrays.stream(weightOf).allMatch(w -> w == 0)) {
      // All weight is of events without a value: those with one are all that is known.
      Arrays.fill(weightOf, 1);
    }
    int[] looked =
        Arrays.stream(sample).filter(i -> !Double.isNaN(values[i])).map(i -> number[i]).toArray();
    if (looked.length == 0) {
      // A rare value that the sample has missed.
      looked = new int[present];
      Arrays.setAll(looked, i -> i);
    }
    return new PresentValues(kept, weightOf, looked, (double) (n - present) / n);
  }
}
