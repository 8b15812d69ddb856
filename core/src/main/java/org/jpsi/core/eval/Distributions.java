package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// How one quantity is distributed in groups of events, each group scaled to unit area. A group
/// whose weights have no positive sum has no shape to compare, and is empty.
///
/// @param train of training events, a histogram for each group
/// @param other of the events that are compared with them; none where there are no others
public record Distributions(
    Binning binning, List<Optional<Histogram>> train, List<Optional<Histogram>> other) {
  public Distributions {
    train = List.copyOf(train);
    other = List.copyOf(other);
  }

  /// @param groups which events each takes
  static List<Optional<Histogram>> of(
      Binning binning, IntToDoubleFunction value, double[] weight, List<IntPredicate> groups) {
    List<Optional<Histogram>> all = new ArrayList<>();
    for (IntPredicate group : groups) {
      Histogram h = Histogram.of(binning, weight.length, value, i -> weight[i], group);
      all.add(h.total() > 0 ? Optional.of(h.normalized()) : Optional.empty());
    }
    return all;
  }
}
