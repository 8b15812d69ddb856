package org.jpsi.lab.rl;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.tensor.Tensor;

/// Temporal-difference loss of {@link Dqn}: Huber loss with delta 1 between the Q-value of the
/// action taken, one of the `[events, actions]` outputs, and its target. The target of an event is
/// two numbers: action, target value.
record ActionValueLoss() implements Loss {
  @Override
  public String name() {
    return "action-value";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    Tensor value = output.gather(target.select(1, 0));
    Tensor error = value.sub(target.select(1, 1)).abs();
    Tensor core = error.clamp(0, 1);
    return core.mul(error.sub(core.mul(0.5f))).dot(weight);
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
