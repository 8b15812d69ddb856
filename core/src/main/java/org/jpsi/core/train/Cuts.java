package org.jpsi.core.train;

/// Cuts of events, numbered from 0, into pieces of `each`; the last has the rest. Statistics of a
/// single event are none: where pieces have them, a rest of one event joins the piece before it.
///
/// @param each greater than 0
/// @param statistics whether each piece has statistics of its own, as batch normalization does
record Cuts(int events, int each, boolean statistics) {
  int count() {
    int pieces = Math.ceilDiv(events, each);
    return statistics && pieces > 1 && events % each == 1 ? pieces - 1 : pieces;
  }

  int begin(int piece) {
    return piece * each;
  }

  int end(int piece) {
    return piece == count() - 1 ? events : (piece + 1) * each;
  }
}
