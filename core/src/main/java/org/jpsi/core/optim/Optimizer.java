package org.jpsi.core.optim;

import java.util.Map;

/// How parameters follow their gradients. An optimizer is a value, its settings; what it remembers
/// from step to step is its {@link State}.
public interface Optimizer {
  /// As the analysis file calls it.
  String name();

  /// The step length before any schedule.
  double learningRate();

  /// Begins with nothing remembered, for so many parameters.
  State start(int parameters);

  /// What is remembered from step to step, and how a step is made.
  interface State {
    /// Changes `parameters` in place. Both arrays are as long as said at the start.
    void step(float[] parameters, float[] gradients, double learningRate);

    /// The number of steps made.
    long step();

    /// What a checkpoint holds, by name: the arrays themselves, not copies.
    Map<String, float[]> arrays();

    /// Goes on from a checkpoint: copies `arrays`, which must have the names and lengths of {@link
    /// #arrays()}.
    void restore(Map<String, float[]> arrays, long step);
  }
}
