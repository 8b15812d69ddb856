package org.jpsi.core.eval;

import java.util.Arrays;

/// Cut on the score that is chosen in each fold by itself: an event passes where its score is that
/// of the fold that it is in, or more. So no event has a part in the cut that it is tried by. Where
/// there are no folds, it is one cut. Arrays are not copied, and must not be changed.
///
/// @param cuts of each fold; one where there are no folds
/// @param foldOf each event; empty where there are no folds
public record FoldCut(double[] cuts, int[] foldOf) {
  /// The same cut for all events.
  public static FoldCut of(double cut) {
    return new FoldCut(new double[] {cut}, new int[0]);
  }

  public FoldCut {
    if (cuts.length == 0 || (foldOf.length == 0 && cuts.length > 1)) {
      throw new IllegalArgumentException(
          "FoldCut: expected one cut, or folds of the events, found " + cuts.length);
    }
  }

  /// The cut that an event is tried by.
  public double at(int event) {
    return cuts[foldOf.length == 0 ? 0 : foldOf[event]];
  }

  boolean passes(double[] score, int event) {
    return score[event] >= at(event);
  }

  /// The mean of the folds' cuts, a number to show.
  public double mean() {
    return cuts.length == 1 ? cuts[0] : Arrays.stream(cuts).sum() / cuts.length;
  }
}
