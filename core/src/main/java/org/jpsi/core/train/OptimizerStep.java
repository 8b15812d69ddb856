package org.jpsi.core.train;

import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.tensor.Parameters;

/// From a gradient to the next weights: penalty, clipping, the optimizer's step, averaging.
final class OptimizerStep {
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final UpdateRule updates;
  private final Penalty.Term penalty;
  private final Optimizer.State state;
  private final float[] average;

  OptimizerStep(Parameters parameters, Optimizer optimizer, UpdateRule updates) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.updates = updates;
    this.penalty = updates.penalty().on(parameters, updates.groups());
    this.state = optimizer.start(parameters, updates.groups());
    this.average = new float[updates.averaging() instanceof Averaging.None ? 0 : parameters.size()];
  }

  /// One step along the gradient of a sum.
  ///
  /// @param scale makes a mean of it
  /// @param factor on the optimizer's learning rate
  void step(ShardedStep sum, float scale, double factor) {
    boolean clips = !updates.clipping().equals(GradientClipping.NONE);
    boolean penalizes = !penalty.isZero();
    float clipped = clips ? clip(sum.gradient(), scale) : scale;
    state.begin();
    long step = state.step();
    sum.ranges((gradient, from, to) -> {
      float left = clipped;
      if (penalizes && !clips) {
        penalty.addTo(gradient, scale, from, to);
        left = 1;
      }
      state.update(parameters.values(), gradient, left, rate(factor), from, to);
      updates.averaging().step(average, parameters.values(), step, from, to);
    });
  }

  // The whole gradient is needed first. The factor that is left on it.
  private float clip(float[] gradient, float scale) {
    int n = parameters.size();
    if (penalty.isZero()) {
      return updates.clipping().clip(gradient, n, scale);
    }
    penalty.addTo(gradient, scale, 0, n);
    return updates.clipping().clip(gradient, n, 1);
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
