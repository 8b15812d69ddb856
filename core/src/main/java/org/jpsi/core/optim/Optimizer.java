package org.jpsi.core.optim;

import java.util.List;
import java.util.Map;
import org.jpsi.core.tensor.Parameters;

/// How parameters follow their gradients. An optimizer is a value, its settings; what it remembers
/// from step to step is its {@link State}.
public interface Optimizer {
  /// As the analysis file calls it.
  String name();

  /// The step length before any schedule.
  double learningRate();

  /// Begins with nothing remembered, for so many parameters.
  State start(int parameters);

  /// Begins with nothing remembered, for parameters of which some go at a rate or with a weight
  /// decay of their own.
  ///
  /// @param groups the first that a parameter belongs to counts; where it is in none, it goes as
  ///   the optimizer says
  /// @throws org.jpsi.core.errors.InputException where a group has no parameter
  default State start(Parameters parameters, List<ParameterGroup> groups) {
    State state = start(parameters.size());
    return groups.isEmpty() ? state : new GroupedStep(state, GroupSegments.of(parameters, groups));
  }

  /// What is remembered from step to step, and how a step is made. A step is one {@link #begin} and
  /// then {@link #update} for every element once, in ranges of any size: each element is computed
  /// by itself, so how they are cut changes no bit.
  interface State {
    /// Counts the next step.
    void begin();

    /// Changes the elements `from` to `to - 1` of `parameters` in place, each gradient multiplied
    /// by `scale` first. Both arrays are as long as said at the start. Several threads may do
    /// ranges that do not overlap, after one {@link #begin}.
    void update(
        float[] parameters, float[] gradients, float scale, double learningRate, int from, int to);

    /// The same with a factor on the optimizer's weight decay; an optimizer without one has nothing
    /// to do with it.
    default void update(
        float[] parameters,
        float[] gradients,
        float scale,
        double learningRate,
        double decay,
        int from,
        int to) {
      update(parameters, gradients, scale, learningRate, from, to);
    }

    /// One whole step.
    default void step(float[] parameters, float[] gradients, double learningRate) {
      begin();
      update(parameters, gradients, 1, learningRate, 0, parameters.length);
    }

    /// The number of steps begun.
    long step();

    /// What a checkpoint holds, by name: the arrays themselves, not copies.
    Map<String, float[]> arrays();

    /// Goes on from a checkpoint: copies `arrays`, which must have the names and lengths of {@link
    /// #arrays()}.
    void restore(Map<String, float[]> arrays, long step);
  }
}
