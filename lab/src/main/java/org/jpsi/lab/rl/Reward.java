package org.jpsi.lab.rl;

/// What an agent is told of a step, where the task is to come near to a goal: a function of the
/// distance to it.
@FunctionalInterface
public interface Reward {
  /// The same for every step, whatever it was: the sum is largest on the shortest way.
  Reward EACH_STEP = (before, after, reached) -> -1;

  /// @param before the distance to the goal before the step
  /// @param after the distance after it
  /// @param reached whether the goal is reached
  double of(double before, double after, boolean reached);

  /// `before - after - cost`: as much as the step came nearer, less what a step costs. Where later
  /// rewards count in full, the first two add up to the same on every way (they are a potential:
  /// Ng, Harada and Russell, ICML 1999), so that the cost decides which way is best, and nearness
  /// only helps to find it.
  static Reward nearer(double cost) {
    return (before, after, reached) -> before - after - cost;
  }
}
