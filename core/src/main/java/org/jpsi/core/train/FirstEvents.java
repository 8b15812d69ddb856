package org.jpsi.core.train;

import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.random.Rng;

/// The events of a training's first shard: `count` of them, `order[from]` and the following.
///
/// @param dropout of the first step's random numbers
record FirstEvents(Dataset data, int[] order, int from, int count, Rng dropout) {
  /// A batch of some of the events.
  Batch batch(int first, int events) {
    Batch batch = data.empty(events);
    data.gather(order, from + first, batch);
    return batch;
  }

  /// The mode in which training has some of the events.
  Mode training(int first, int events) {
    return new Mode.Training(dropout, first, events);
  }
}
