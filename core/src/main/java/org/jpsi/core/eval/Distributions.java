package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;

/// Histograms of one quantity by group of events (class), each normalized to unit area. A group
/// whose weights have no positive sum has no histogram.
///
/// @param train histogram of each group of the training events
/// @param other histogram of each group of the events compared with them; none where there are none
public record Distributions(
    Binning binning, List<Optional<Histogram>> train, List<Optional<Histogram>> other) {
  public Distributions {
    train = List.copyOf(train);
    other = List.copyOf(other);
  }

  /// @param groups which events are in each group
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
