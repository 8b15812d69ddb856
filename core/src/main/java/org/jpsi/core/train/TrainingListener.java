package org.jpsi.core.train;

import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jpsi.core.eval.Epoch;

/// Training listener (a callback in Keras): is informed after steps and epochs, and may stop the
/// training. Called on the training's own thread; after steps of an ensemble ({@link
/// NetworkLearner#members}) on any of its threads, one at a time.
public interface TrainingListener {
  /// A listener that does nothing and never stops the training.
  TrainingListener SILENT = new TrainingListener() {};

  /// A listener that does this after every epoch, and nothing else.
  static TrainingListener afterEpoch(Consumer<Epoch> action) {
    return new TrainingListener() {
      @Override
      public void epoch(Epoch epoch) {
        action.accept(epoch);
      }
    };
  }

  /// Called after every step, with its loss.
  default void step(TrainingStep step) {}

  /// Called before {@link #epoch} where the loss is {@link org.jpsi.core.loss.HeadLosses} and there
  /// are validation events.
  ///
  /// @param epoch its number, from 1
  /// @param losses each head's mean validation loss, without the head's weight
  default void heads(int epoch, SequencedMap<String, Double> losses) {}

  /// Called after every epoch.
  default void epoch(Epoch epoch) {}

  /// Called after the first epoch in which the loss of a class of training events is below zero:
  /// with weights of both signs it has no lower bound, and the network diverges where negative
  /// weights happen to prevail. Once for each class.
  ///
  /// @param label the class; 0 in a regression
  /// @param epoch its number, from 1
  /// @param loss `sum w l / sum |w|` over events of the class, of a sample where there are many
  default void negativeLoss(int label, int epoch, double loss) {}

  /// Called once, after the step from which on steps run eagerly because the code of a layer or a
  /// loss does something else too often, or reads values, for a replay: training is right, and
  /// slower. By default a warning by {@link System.Logger}.
  ///
  /// @param reason what it does, and in which class
  default void eager(String reason) {
    System.getLogger("org.jpsi.core.train").log(System.Logger.Level.WARNING, reason);
  }

  /// Called after every step; true stops the training there, with the best weights so far.
  default boolean stop() {
    return false;
  }
}
