package org.jpsi.core.train;

import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;

/// How a network is trained. Each default is written here, once; the withers change one at a time.
///
/// @param epochs passes over the training events, at most
/// @param batch events per step
/// @param patience epochs without a better validation loss before training stops; 0 never stops
///   early
/// @param updates what happens at every step beside the optimizer: schedule, clipping, penalty, ...
/// @param seed of initial weights, shuffling and dropout
/// @param lanes into which the gradients of a batch's shards are added; part of what comes out,
///   unlike threads
/// @param threads how fast, never what comes out
public record TrainingConfig(
    int epochs, int batch, int patience, UpdateRule updates, long seed, int lanes, int threads) {
  /// Events whose gradient is one sum in a fixed order, whatever the number of threads.
  public static final int SHARD = 256;

  public TrainingConfig {
    check("epochs", epochs, 1);
    check("batch", batch, 1);
    check("patience", patience, 0);
    check("lanes", lanes, 1);
    check("threads", threads, 1);
  }

  /// Batches of 256 events, stopped after 8 epochs without progress, seed 1, one thread.
  public static TrainingConfig epochs(int epochs) {
    return new TrainingConfig(epochs, 256, 8, UpdateRule.PLAIN, 1, 8, 1);
  }

  public TrainingConfig withBatch(int events) {
    return new TrainingConfig(epochs, events, patience, updates, seed, lanes, threads);
  }

  public TrainingConfig withPatience(int patientEpochs) {
    return new TrainingConfig(epochs, batch, patientEpochs, updates, seed, lanes, threads);
  }

  public TrainingConfig withSchedule(Schedule other) {
    return withUpdates(updates.with(other));
  }

  public TrainingConfig withUpdates(UpdateRule other) {
    return new TrainingConfig(epochs, batch, patience, other, seed, lanes, threads);
  }

  /// Of the learning rate over all steps.
  public Schedule schedule() {
    return updates.schedule();
  }

  public TrainingConfig withSeed(long other) {
    return new TrainingConfig(epochs, batch, patience, updates, other, lanes, threads);
  }

  public TrainingConfig withLanes(int other) {
    return new TrainingConfig(epochs, batch, patience, updates, seed, other, threads);
  }

  public TrainingConfig withThreads(int other) {
    return new TrainingConfig(epochs, batch, patience, updates, seed, lanes, other);
  }

  private static void check(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "TrainingConfig: expected " + what + " >= " + least + ", found " + value);
    }
  }
}
