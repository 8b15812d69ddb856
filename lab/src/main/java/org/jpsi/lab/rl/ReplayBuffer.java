package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// Replay buffer: the last transitions of an agent, the oldest of which are overwritten. Random
/// samples from it are nearly uncorrelated, unlike consecutive steps (experience replay, Lin,
/// Machine Learning 8 (1992) 293).
public final class ReplayBuffer {
  private final int capacity;
  private final int features;
  private final float[] observations;
  private final float[] nextObservations;
  private final int[] actions;
  private final float[] rewards;
  private final boolean[] terminated;
  private long added;

  /// @param capacity maximum number of steps
  /// @param features length of an observation
  public ReplayBuffer(int capacity, int features) {
    EnvironmentChecks.positive("replay buffer", "capacity", capacity);
    EnvironmentChecks.positive("replay buffer", "features", features);
    this.capacity = capacity;
    this.features = features;
    this.observations = new float[Math.multiplyExact(capacity, features)];
    this.nextObservations = new float[observations.length];
    this.actions = new int[capacity];
    this.rewards = new float[capacity];
    this.terminated = new boolean[capacity];
  }

  /// The number of steps it holds.
  public int size() {
    return (int) Math.min(added, capacity);
  }

  /// Adds a step.
  ///
  /// @param observation before the step
  public void add(double[] observation, int action, StepResult result) {
    int at = (int) (added % capacity);
    for (int i = 0; i < features; i++) {
      observations[at * features + i] = (float) observation[i];
      nextObservations[at * features + i] = (float) result.observation()[i];
    }
    actions[at] = action;
    rewards[at] = (float) result.reward();
    terminated[at] = result.terminated();
    added++;
  }

  /// Batch of steps, sampled uniformly with replacement.
  ///
  /// @param observations `[steps, features]`
  /// @param actions `[steps]`
  /// @param rewards `[steps]`
  /// @param nextObservations `[steps, features]`
  /// @param terminated `[steps]`
  public record Batch(
      float[] observations,
      int[] actions,
      float[] rewards,
      float[] nextObservations,
      boolean[] terminated) {
    static Batch empty(int steps, int features) {
      return new Batch(
          new float[steps * features],
          new int[steps],
          new float[steps],
          new float[steps * features],
          new boolean[steps]);
    }
  }

  /// `count` steps; number `i` is drawn by number `i` of `rng`.
  public Batch sample(int count, Rng rng) {
    Batch batch = Batch.empty(count, features);
    sample(batch, rng);
    return batch;
  }

  /// Samples into the arrays of `batch`.
  void sample(Batch batch, Rng rng) {
    if (added == 0) {
      throw new IllegalStateException("ReplayBuffer: no steps to sample from");
    }
    for (int i = 0; i < batch.actions.length; i++) {
      int from = rng.integer(size(), i);
      System.arraycopy(observations, from * features, batch.observations, i * features, features);
      System.arraycopy(
          nextObservations, from * features, batch.nextObservations, i * features, features);
      batch.actions[i] = actions[from];
      batch.rewards[i] = rewards[from];
      batch.terminated[i] = terminated[from];
    }
  }
}
