package org.jpsi.core.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.expression.Expression;

/// Target leakage: a quantity that alone separates the classes without error, such as a copy of the
/// label. A network that trains on it scores perfectly and is useless.
public final class Leak {
  private static final int MIN_EVENTS = 10;
  private static final int MIN_EVENTS_PER_VALUE = 10;

  private Leak() {}

  /// The way a quantity separates the classes, in words; empty where it does not. Two cases are
  /// found:
  ///
  /// - the ranges of the classes do not overlap;
  /// - each value occurs in one class only, and there are at least ten times as many events as
  ///   values.
  ///
  /// Nothing is reported where a class has fewer than 10 events. NaN counts as a value.
  ///
  /// @param values of a column or of an expression
  /// @param classOf class index of each event
  /// @param classes their names
  public static Optional<String> find(double[] values, int[] classOf, List<String> classes) {
    if (classes.size() < 2) {
      return Optional.empty();
    }
    int[] count = new int[classes.size()];
    for (int c : classOf) {
      count[c]++;
    }
    int[] present = IntStream.range(0, count.length).filter(c -> count[c] > 0).toArray();
    if (present.length < 2 || Arrays.stream(present).anyMatch(c -> count[c] < MIN_EVENTS)) {
      return Optional.empty();
    }
    Optional<String> exact = values(values, classOf, classes);
    return exact.isPresent() ? exact : ranges(values, classOf, classes, present);
  }

  private static Optional<String> values(double[] values, int[] classOf, List<String> classes) {
    int maxValues = values.length / MIN_EVENTS_PER_VALUE;
    Map<Double, Integer> owner = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      Integer before = owner.putIfAbsent(values[i] + 0.0, classOf[i]);
      if ((before != null && before != classOf[i]) || owner.size() > maxValues) {
        return Optional.empty();
      }
    }
    return Optional.of(
        owner.size() == 2
            ? "it is "
                + String.join(
                    ", ",
                    owner.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(e ->
                            Expression.format(e.getKey())
                                + " for all of class "
                                + classes.get(e.getValue()))
                        .toList())
            : "each of its " + owner.size() + " values occurs in one class only");
  }

  private static Optional<String> ranges(
      double[] values, int[] classOf, List<String> classes, int[] present) {
    double[] low = new double[classes.size()];
    double[] high = new double[classes.size()];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        return Optional.empty();
      }
      low[classOf[i]] = Math.min(low[classOf[i]], values[i]);
      high[classOf[i]] = Math.max(high[classOf[i]], values[i]);
    }
    int[] ascending =
        Arrays.stream(present)
            .boxed()
            .sorted((a, b) -> Double.compare(low[a], low[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < ascending.length; i++) {
      if (low[ascending[i]] <= high[ascending[i - 1]]) {
        return Optional.empty();
      }
    }
    int last = ascending[ascending.length - 1];
    return Optional.of(
        String.format(
            Locale.ROOT,
            "a single cut on it tells them apart: %s has values up to %.6g, %s from %.6g",
            classes.get(ascending[ascending.length - 2]),
            high[ascending[ascending.length - 2]],
            classes.get(last),
            low[last]));
  }
}
