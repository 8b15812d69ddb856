package org.jpsi.core.nn;

import org.jpsi.core.random.Rng;

/// Whether a network is being trained or used: an argument, never a hidden flag.
public sealed interface Mode {
  /// The mode of layer number `layer` inside a network: its own stream of random numbers.
  Mode child(int layer);

  /// Training on events that are numbers `firstEvent`, `firstEvent + 1`, ... of their batch.
  ///
  /// @param rng the step's stream; a layer that draws addresses its numbers by event, so that they
  ///   do not depend on how the batch was cut
  /// @param firstEvent the number in its batch of the first event given
  record Training(Rng rng, long firstEvent) implements Mode {
    @Override
    public Training child(int layer) {
      return new Training(rng.child(layer), firstEvent);
    }
  }

  /// Use of a trained network: nothing is random.
  record Inference() implements Mode {
    @Override
    public Inference child(int layer) {
      return this;
    }
  }

  static Mode inference() {
    return new Inference();
  }
}
