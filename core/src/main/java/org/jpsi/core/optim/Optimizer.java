package org.jpsi.core.optim;

import java.util.List;
import java.util.Map;
import org.jpsi.core.tensor.Parameters;

/// Optimizer: the rule by which parameters follow their gradients. An optimizer is a value, its
/// settings; what it keeps from step to step is its {@link State}.
public interface Optimizer {
  /// The name in the analysis file.
  String name();

  /// The learning rate before any schedule.
  double learningRate();

  /// A new state, for so many parameters.
  State start(int parameters);

  /// A new state, for these parameters: {@link State#step(Parameters, float[])} refuses others.
  default State start(Parameters parameters) {
    return start(parameters, List.of());
  }

  /// A new state, for parameters in groups with their own factors on learning rate and weight
  /// decay.
  ///
  /// @param groups the first that matches a parameter counts; parameters in none have factors of 1
  /// @throws org.jpsi.core.errors.InputException where a group has no parameter
  default State start(Parameters parameters, List<ParameterGroup> groups) {
    State state = start(parameters.size());
    return new BegunState(
        groups.isEmpty() ? state : new GroupedStep(state, GroupSegments.of(parameters, groups)),
        parameters);
  }

  /// Optimizer state: the buffers kept from step to step, and the update. A step is one {@link
  /// #begin} and then {@link #update} for every element once, in ranges of any size: each element
  /// is computed by itself, so how they are cut changes no bit.
  interface State {
    /// The learning rate of a step that is given none: the optimizer's.
    double learningRate();

    /// Counts the next step.
    void begin();

    /// Changes the elements `from` to `to - 1` of `parameters` in place, each gradient multiplied
    /// by `scale` first. Both arrays have the length given at the start. Several threads may update
    /// ranges that do not overlap, after one {@link #begin}.
    void update(
        float[] parameters, float[] gradients, float scale, double learningRate, int from, int to);

    /// The same with a factor on the optimizer's weight decay; an optimizer without weight decay
    /// ignores it.
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

    /// One whole step at the optimizer's learning rate, as PyTorch's `step()`.
    ///
    /// @param gradients in the order of the parameters: `loss.backward().of(parameters)`
    /// @throws IllegalArgumentException where the state was begun with other parameters
    default void step(Parameters parameters, float[] gradients) {
      step(parameters, gradients, learningRate());
    }

    /// One whole step at a learning rate of its own: that of a schedule.
    default void step(Parameters parameters, float[] gradients, double learningRate) {
      if (gradients.length != parameters.size()) {
        throw new IllegalArgumentException(
            "step: expected a gradient of "
                + (parameters.size() + " numbers, found " + gradients.length));
      }
      parameters.requireUnfrozen();
      begin();
      int all = parameters.size();
      parameters.update(0, all, values -> update(values, gradients, 1, learningRate, 0, all));
    }

    /// One whole step of values that are in no network. Those of a network are given as {@link
    /// Parameters}.
    default void step(float[] parameters, float[] gradients, double learningRate) {
      begin();
      update(parameters, gradients, 1, learningRate, 0, parameters.length);
    }

    /// The number of steps begun.
    long step();

    /// The buffers that a checkpoint holds, by name: the arrays themselves, not copies.
    Map<String, float[]> arrays();

    /// Restores a checkpoint: copies `arrays`, which must have the names and lengths of {@link
    /// #arrays()}.
    void restore(Map<String, float[]> arrays, long step);
  }
}
