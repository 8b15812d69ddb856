package org.jpsi.core.train;

import org.jpsi.core.eval.Epoch;

/// Watches a training and may end it. Called on the training's own thread.
public interface TrainingListener {
  /// Says nothing and never stops.
  TrainingListener SILENT = new TrainingListener() {};

  /// After every batch.
  ///
  /// @param epoch the number of the pass under way, from 1
  /// @param events done in this pass
  default void batch(int epoch, int events) {}

  default void epoch(Epoch epoch) {}

  /// Asked after every batch; true ends the training there, with the best weights so far.
  default boolean stop() {
    return false;
  }
}
