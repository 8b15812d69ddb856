package org.jpsi.core.train;

import org.jpsi.core.eval.Epoch;

/// Training listener (a callback in Keras): is informed after batches and epochs, and may stop the
/// training. Called on the training's own thread.
public interface TrainingListener {
  /// A listener that does nothing and never stops the training.
  TrainingListener SILENT = new TrainingListener() {};

  /// Called after every batch.
  ///
  /// @param epoch number of the current epoch, from 1
  /// @param events trained on in this epoch so far
  default void batch(int epoch, int events) {}

  /// Called after every epoch.
  default void epoch(Epoch epoch) {}

  /// Called after every batch; true stops the training there, with the best weights so far.
  default boolean stop() {
    return false;
  }
}
