package org.jpsi.core.eval;

import java.util.stream.IntStream;

/// Order of events by a value.
final class EventOrder {
  private EventOrder() {}

  /// The events by their values, ascending, NaN last; those of equal value, as 0 and -0, by their
  /// number.
  static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((i, j) -> {
          int order = Double.compare(values[i] + 0.0, values[j] + 0.0);
          return order != 0 ? order : Integer.compare(i, j);
        })
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
