package org.jpsi.core.train;

import java.util.stream.IntStream;

/// Which training events each member of an ensemble held out. A member's predictions for those are
/// for events that it has not seen, as all of its others are not: compared, they tell how far it
/// overtrains. They are of one member, held out, and not of the ensemble.
///
/// @param foldOf for each training event, in their order, the member that held it out, from 0
/// @param members the number of members, each of which held out one event or more
public record OutOfFold(int[] foldOf, int members) {
  public OutOfFold {
    boolean[] found = new boolean[Math.max(0, members)];
    for (int fold : foldOf) {
      if (fold < 0 || fold >= members) {
        throw new IllegalArgumentException(
            "OutOfFold: expected members 0 to " + (members - 1) + ", found " + fold);
      }
      found[fold] = true;
    }
    if (members < 2 || IntStream.range(0, members).anyMatch(m -> !found[m])) {
      throw new IllegalArgumentException(
          "OutOfFold: expected 2 members or more, each with an event, found " + members);
    }
  }

  /// The training events that a member held out, ascending.
  public int[] heldOut(int member) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == member).toArray();
  }

  /// The training events that a member was trained on, ascending.
  public int[] trainedOn(int member) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != member).toArray();
  }
}
