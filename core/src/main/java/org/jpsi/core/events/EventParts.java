package org.jpsi.core.events;

import org.jpsi.core.table.Split;
import org.jpsi.core.task.Part;

/// Training, validation and test events: three views of the same chain.
public record EventParts(Events events, Split.Fractions fractions, long seed) {
  /// The same split with other random numbers.
  public EventParts seed(long other) {
    return new EventParts(events, fractions, other);
  }

  /// The events that a network is trained on.
  public Events train() {
    return events.part(fractions, seed, Part.TRAIN);
  }

  /// The events by which a training is judged while it runs.
  public Events validation() {
    return events.part(fractions, seed, Part.VALIDATION);
  }

  /// The events that no training has seen.
  public Events test() {
    return events.part(fractions, seed, Part.TEST);
  }
}
