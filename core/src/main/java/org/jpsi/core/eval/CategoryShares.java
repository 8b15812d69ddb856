package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jpsi.core.histogram.Binning;

/// Shares of the categories of a feature that is text, by group of events: those of the most
/// frequent ones, and of all others together.
///
/// @param names of the shown categories, the most frequent first; where there are more, the last is
///   `5 others`
/// @param shares a bin for each name, by its index, of unit area in each group
public record CategoryShares(List<String> names, Distributions shares) {
  /// The most categories that are shown by name.
  public static final int MOST = 20;

  public CategoryShares {
    names = List.copyOf(names);
  }

  /// @param number of each event's category, from 1 on; 0 for a value that is none of them
  /// @param values the names of the categories
  /// @param weight of each event
  /// @param groups which events are in each group
  static CategoryShares of(
      int[] number, List<String> values, double[] weight, List<IntPredicate> groups) {
    long[] count = new long[values.size() + 1];
    for (int k : number) {
      count[k]++;
    }
    List<Integer> order =
        IntStream.rangeClosed(1, values.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer k) -> -count[k]).thenComparing(k -> k))
            .toList();
    int shown = Math.min(MOST, order.size());
    int[] position = new int[count.length];
    Arrays.fill(position, shown);
    List<String> names = new ArrayList<>();
    for (int k : order.subList(0, shown)) {
      position[k] = names.size();
      names.add(values.get(k - 1));
    }
    int others = values.size() - shown;
    if (others > 0 || count[0] > 0) {
      names.add(others == 0 ? "another" : others == 1 ? "1 other" : others + " others");
    }
    Binning binning = new Binning(-0.5, names.size() - 0.5, names.size());
    return new CategoryShares(
        names,
        new Distributions(
            binning,
            Distributions.of(binning, i -> position[number[i]], weight, groups),
            List.of()));
  }
}
