package org.jpsi.core.train;

import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Updates;

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
public record TrainingPlan(
    int epochs, int batch, int patience, Updates updates, long seed, int lanes, int threads) {
  /// Events whose gradient is one sum in a fixed order, whatever the number of threads.
  public static final int SHARD = 256;

  public TrainingPlan {
    check("epochs", epochs, 1);
    check("batch", batch, 1);
    check("patience", patience, 0);
    check("lanes", lanes, 1);
    check("threads", threads, 1);
  }

  /// Batches of 256 events, stopped after 8 epochs without progress, seed 1, one thread.
  public static TrainingPlan epochs(int epochs) {
    return new TrainingPlan(epochs, 256, 8, Updates.PLAIN, 1, 8, 1);
  }

  public TrainingPlan withBatch(int events) {
    return new TrainingPlan(epochs, events, patience, updates, seed, lanes, threads);
  }

  public TrainingPlan withPatience(int patientEpochs) {
    return new TrainingPlan(epochs, batch, patientEpochs, updates, seed, lanes, threads);
  }

  public TrainingPlan withSchedule(Schedule other) {
    return withUpdates(updates.with(other));
  }

  public TrainingPlan withUpdates(Updates other) {
    return new TrainingPlan(epochs, batch, patience, other, seed, lanes, threads);
  }

  /// Of the learning rate over all steps.
  public Schedule schedule() {
    return updates.schedule();
  }

  public TrainingPlan withSeed(long other) {
    return new TrainingPlan(epochs, batch, patience, updates, other, lanes, threads);
  }

  public TrainingPlan withLanes(int other) {
    return new TrainingPlan(epochs, batch, patience, updates, seed, other, threads);
  }

  public TrainingPlan withThreads(int other) {
    return new TrainingPlan(epochs, batch, patience, updates, seed, lanes, other);
  }

  private static void check(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "TrainingPlan: expected " + what + " >= " + least + ", found " + value);
    }
  }
}
