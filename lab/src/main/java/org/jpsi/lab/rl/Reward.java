package org.jpsi.lab.rl;

/// Reward function of a step, where the task is to reach a goal: a function of the distance to it.
@FunctionalInterface
public interface Reward {
  /// -1 for every step: the return is largest on the shortest path.
  Reward EACH_STEP = (before, after, reached) -> -1;

  /// @param before the distance to the goal before the step
  /// @param after the distance after it
  /// @param reached whether the goal is reached
  double of(double before, double after, boolean reached);

  /// Potential-based reward shaping (Ng, Harada and Russell, ICML 1999): `before - after - cost`,
  /// the decrease of the distance minus the cost of a step. Without discount the first two terms
  /// add up to the same on every path, so that the cost alone decides which path is best, and the
  /// distance only helps to find it.
  static Reward shaped(double cost) {
    return (before, after, reached) -> before - after - cost;
  }
}
