package org.jpsi.core.train;

import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Updates;
import org.jpsi.core.tensor.Parameters;

/// From a gradient to the next weights: penalty, clipping, the optimizer's step, averaging.
final class Descent {
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final Updates updates;
  private final Penalty.Term penalty;
  private final Optimizer.State state;
  private final float[] average;

  Descent(Parameters parameters, Optimizer optimizer, Updates updates) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.updates = updates;
    this.penalty = updates.penalty().on(parameters, updates.groups());
    this.state = optimizer.start(parameters, updates.groups());
    this.average = new float[updates.averaging() instanceof Averaging.None ? 0 : parameters.size()];
  }

  /// One step.
  ///
  /// @param gradient a sum, which is changed
  /// @param scale makes a mean of it
  /// @param factor on the optimizer's learning rate
  void step(float[] gradient, float scale, double factor) {
    int n = parameters.size();
    float left = scale;
    if (!penalty.none()) {
      penalty.addTo(gradient, left, 0, n);
      left = 1;
    }
    left = updates.clipping().scale(gradient, n, left);
    state.begin();
    state.update(parameters.values(), gradient, left, rate(factor), 0, n);
    updates.averaging().step(average, parameters.values(), state.step(), 0, n);
  }

  /// The learning rate with that factor.
  double rate(double factor) {
    return optimizer.learningRate() * factor;
  }

  /// What the weights cost now.
  double penalty() {
    return penalty.value();
  }

  Optimizer.State state() {
    return state;
  }

  /// The averaged weights; empty where nothing is averaged.
  float[] average() {
    return average;
  }
}
