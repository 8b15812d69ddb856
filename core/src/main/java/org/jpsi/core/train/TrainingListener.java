package org.jpsi.core.train;

import org.jpsi.core.eval.Epoch;

/// Training listener (a callback in Keras): is informed after steps and epochs, and may stop the
/// training. Called on the training's own thread.
public interface TrainingListener {
  /// A listener that does nothing and never stops the training.
  TrainingListener SILENT = new TrainingListener() {};

  /// Called after every step, with its loss.
  default void step(TrainingStep step) {}

  /// Called after every epoch.
  default void epoch(Epoch epoch) {}

  /// Called after every step; true stops the training there, with the best weights so far.
  default boolean stop() {
    return false;
  }
}
