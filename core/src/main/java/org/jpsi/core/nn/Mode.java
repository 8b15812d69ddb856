package org.jpsi.core.nn;

import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.RandomStream;

/// Training, inference or calibration mode: an argument, never a hidden flag.
public sealed interface Mode {
  /// The mode of layer number `layer` inside a network: its own stream of random numbers.
  Mode child(int layer);

  /// Training mode, on events that are numbers `firstEvent`, `firstEvent + 1`, ... of their batch.
  ///
  /// A mode belongs to one forward pass: dropout by the same stream a second time has other
  /// numbers.
  ///
  /// @param random the step's random numbers, which a layer addresses by event
  record Training(RandomStream random) implements Mode {
    /// @param firstEvent the number in its batch of the first event given
    public Training(Rng rng, long firstEvent) {
      this(RandomStream.of(rng, firstEvent));
    }

    /// @param firstEvent the number in its batch of the first event given
    /// @param events the number of events given, for layers that see several rows of each
    public Training(Rng rng, long firstEvent, int events) {
      this(RandomStream.of(rng, firstEvent, events));
    }

    @Override
    public Training child(int layer) {
      return new Training(random.child(layer));
    }
  }

  /// Inference mode: nothing is random.
  record Inference() implements Mode {
    @Override
    public Inference child(int layer) {
      return this;
    }
  }

  /// Inference in which layers with buffers ({@link Layer#buffers}), such as {@link BatchNorm}, set
  /// them from the events they are given. One thread at a time.
  record Calibration() implements Mode {
    @Override
    public Calibration child(int layer) {
      return this;
    }
  }

  static Mode calibration() {
    return new Calibration();
  }

  static Mode inference() {
    return new Inference();
  }
}
