package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;

/// Result of one training step: its loss before the update, and where in the training it was.
///
/// @param step its number, from 1
/// @param epoch number of its epoch, from 1
/// @param events of this epoch trained on so far
/// @param lossSum sum of w l over the batch, without the penalty
/// @param loss mean over the batch: the sum divided by the number of its events and the training
///   events' mean weight
/// @param learningRate of the update
public record TrainingStep(
    long step, int epoch, long events, double lossSum, double loss, double learningRate) {
  /// The epoch of a learner that has no batches, as one step on all events.
  public static TrainingStep of(Epoch epoch, Dataset train) {
    double weights = train.meanWeight() * train.events();
    return new TrainingStep(
        epoch.number(),
        epoch.number(),
        train.events(),
        epoch.trainLoss() * weights,
        epoch.trainLoss(),
        epoch.learningRate());
  }

  /// Whether the loss is finite; where it is not, the weights were not updated.
  public boolean isFinite() {
    return Double.isFinite(lossSum);
  }
}
