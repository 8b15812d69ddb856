package org.jpsi.core.train;

import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.tensor.Parameters;

/// Optimizer step: from a gradient to the next weights by penalty, gradient clipping, the
/// optimizer's update and weight averaging.
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

  /// Updates the weights from the gradient of a batch's summed loss.
  ///
  /// @param scale turns the sum into a mean
  /// @param factor of the schedule on the optimizer's learning rate
  void step(ShardedStep sum, float scale, double factor) {
    boolean clips = !updates.clipping().equals(GradientClipping.NONE);
    boolean penalizes = !penalty.isZero();
    float clipped = clips ? clip(sum.gradient(), scale) : scale;
    state.begin();
    long step = state.step();
    sum.ranges((gradient, from, to) -> {
      float rest = clipped;
      if (penalizes && !clips) {
        penalty.addTo(gradient, scale, from, to);
        rest = 1;
      }
      state.update(parameters.values(), gradient, rest, rate(factor), from, to);
      updates.averaging().step(average, parameters.values(), step, from, to);
    });
  }

  // Clipping by norm needs the whole gradient first. Returns the factor still to be applied to it.
  private float clip(float[] gradient, float scale) {
    int n = parameters.size();
    if (penalty.isZero()) {
      return updates.clipping().clip(gradient, n, scale);
    }
    penalty.addTo(gradient, scale, 0, n);
    return updates.clipping().clip(gradient, n, 1);
  }

  /// The learning rate times the schedule's factor.
  double rate(double factor) {
    return optimizer.learningRate() * factor;
  }

  /// The penalty of the current weights.
  double penalty() {
    return penalty.value();
  }

  Optimizer.State state() {
    return state;
  }

  /// The averaged weights; empty where weights are not averaged.
  float[] average() {
    return average;
  }
}
