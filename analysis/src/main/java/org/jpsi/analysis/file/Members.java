package org.jpsi.analysis.file;

import java.util.Optional;

/// Members of the network's training: networks side by side, each without another share of the
/// training events, which it is validated on. One member is one plain training.
///
/// @param train how many are trained; empty where it depends on the events
/// @param ship how many are kept, those of the lowest held-out loss; where empty, all
public record Members(Optional<Integer> train, Optional<Integer> ship) {
  public static final Members ONE = new Members(Optional.of(1), Optional.empty());
  public static final Members BY_RECIPE = new Members(Optional.empty(), Optional.empty());

  /// How often all of them together see a training event in an epoch: each of several leaves one
  /// share of as many out.
  static int passes(int members) {
    return Math.max(1, members - 1);
  }
}
