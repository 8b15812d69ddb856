package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Search that an analysis asks for, of `jpsi tune`.
///
/// @param keys that are searched over
/// @param trials number of trials
/// @param factor of successive halving; empty where it follows from the models
public record TuneOptions(List<SearchKey> keys, int trials, OptionalInt factor) {
  /// The number of trials where none is given.
  public static final int TRIALS = 20;

  /// A search that is not asked for.
  public static final TuneOptions NONE = new TuneOptions(List.of(), TRIALS, OptionalInt.empty());

  public TuneOptions {
    keys = List.copyOf(keys);
  }

  /// The search with other keys beside these: of one key, the other range counts.
  public TuneOptions with(List<SearchKey> others) {
    List<SearchKey> all = new ArrayList<>(keys);
    all.removeIf(key -> others.stream().anyMatch(other -> other.key().equals(key.key())));
    all.addAll(others);
    return new TuneOptions(all, trials, factor);
  }

  /// The search with numbers that are given in the place of its own.
  public TuneOptions with(OptionalInt otherTrials, OptionalInt otherFactor) {
    return new TuneOptions(
        keys, otherTrials.orElse(trials), otherFactor.isPresent() ? otherFactor : factor);
  }
}
