package org.jpsi.core.train;

import org.jpsi.core.eval.History;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;

/// Training configuration of a network. Each default is written here, once; the `with` methods
/// change one setting at a time.
///
/// @param epochs largest number of passes over the training events
/// @param batch batch size: events per step
/// @param patience of early stopping: epochs without a better validation loss before training
///   stops; 0 never stops early
/// @param updates learning-rate schedule, gradient clipping, penalty, averaging, parameter groups
/// @param seed of initial weights, shuffling and dropout
/// @param gradientAccumulators number of sums into which the gradients of a batch's shards are
///   added; changes the bits of the result, unlike threads
/// @param threads number of threads; changes the speed, never the result
public record TrainingConfig(
    int epochs,
    int batch,
    int patience,
    UpdateRule updates,
    long seed,
    int gradientAccumulators,
    int threads) {
  /// Shard size: events whose gradient is one sum in a fixed order, whatever the number of threads.
  public static final int SHARD = 256;

  /// The defaults: 20 epochs, batches of 256 events, a patience of 8 epochs, seed 1, one thread.
  public static final TrainingConfig DEFAULT =
      new TrainingConfig(20, 256, 8, UpdateRule.PLAIN, 1, 8, 1);

  public TrainingConfig {
    check("epochs", epochs, 1);
    check("batch", batch, 1);
    check("patience", patience, 0);
    check("gradientAccumulators", gradientAccumulators, 1);
    check("threads", threads, 1);
  }

  /// The defaults with another number of epochs.
  public static TrainingConfig epochs(int epochs) {
    return DEFAULT.withEpochs(epochs);
  }

  public TrainingConfig withEpochs(int other) {
    return new TrainingConfig(other, batch, patience, updates, seed, gradientAccumulators, threads);
  }

  public TrainingConfig withBatch(int events) {
    return new TrainingConfig(
        epochs, events, patience, updates, seed, gradientAccumulators, threads);
  }

  public TrainingConfig withPatience(int patientEpochs) {
    return new TrainingConfig(
        epochs, batch, patientEpochs, updates, seed, gradientAccumulators, threads);
  }

  public TrainingConfig withSchedule(Schedule other) {
    return withUpdates(updates.with(other));
  }

  public TrainingConfig withUpdates(UpdateRule other) {
    return new TrainingConfig(epochs, batch, patience, other, seed, gradientAccumulators, threads);
  }

  /// The learning-rate schedule.
  public Schedule schedule() {
    return updates.schedule();
  }

  public TrainingConfig withSeed(long other) {
    return new TrainingConfig(
        epochs, batch, patience, updates, other, gradientAccumulators, threads);
  }

  public TrainingConfig withGradientAccumulators(int other) {
    return new TrainingConfig(epochs, batch, patience, updates, seed, other, threads);
  }

  public TrainingConfig withThreads(int other) {
    return new TrainingConfig(epochs, batch, patience, updates, seed, gradientAccumulators, other);
  }

  private static void check(String what, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(
          "TrainingConfig: expected " + what + " >= " + min + ", found " + value);
    }
  }

  /// Why a training ended after so many epochs.
  History.StopReason stopReason(boolean stopped, int completed) {
    if (stopped) {
      return History.StopReason.STOPPED;
    }
    return completed >= epochs ? History.StopReason.EPOCHS : History.StopReason.PATIENCE;
  }
}
