package org.jpsi.lab.rl;

import org.jpsi.core.random.Rng;

/// What an agent remembers: its last steps, the oldest of which are overwritten. Learning from
/// steps drawn out of many breaks the likeness of one step and the next (Lin, Machine Learning 8
/// (1992) 293).
public final class Replay {
  private final int capacity;
  private final int features;
  private final float[] before;
  private final float[] after;
  private final int[] actions;
  private final float[] rewards;
  private final boolean[] ends;
  private long added;

  /// @param capacity how many steps are remembered
  /// @param features numbers of an observation
  public Replay(int capacity, int features) {
    EnvironmentChecks.count("replay", "capacity", capacity);
    EnvironmentChecks.count("replay", "features", features);
    this.capacity = capacity;
    this.features = features;
    this.before = new float[Math.multiplyExact(capacity, features)];
    this.after = new float[before.length];
    this.actions = new int[capacity];
    this.rewards = new float[capacity];
    this.ends = new boolean[capacity];
  }

  /// How many steps are in it.
  public int size() {
    return (int) Math.min(added, capacity);
  }

  /// Remembers a step.
  ///
  /// @param observation in which it was taken
  public void add(double[] observation, int action, StepResult outcome) {
    int at = (int) (added % capacity);
    for (int i = 0; i < features; i++) {
      before[at * features + i] = (float) observation[i];
      after[at * features + i] = (float) outcome.observation()[i];
    }
    actions[at] = action;
    rewards[at] = (float) outcome.reward();
    ends[at] = outcome.terminated();
    added++;
  }

  /// Steps drawn from a replay, all alike likely and with repetition.
  ///
  /// @param observations `[steps, features]`
  /// @param actions `[steps]`
  /// @param rewards `[steps]`
  /// @param next `[steps, features]`
  /// @param terminated `[steps]`
  public record Batch(
      float[] observations, int[] actions, float[] rewards, float[] next, boolean[] terminated) {
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

  /// The same into arrays that are there.
  void sample(Batch batch, Rng rng) {
    if (added == 0) {
      throw new IllegalStateException("Replay: nothing to draw from");
    }
    for (int i = 0; i < batch.actions.length; i++) {
      int from = rng.integer(size(), i);
      System.arraycopy(before, from * features, batch.observations, i * features, features);
      System.arraycopy(after, from * features, batch.next, i * features, features);
      batch.actions[i] = actions[from];
      batch.rewards[i] = rewards[from];
      batch.terminated[i] = ends[from];
    }
  }
}
