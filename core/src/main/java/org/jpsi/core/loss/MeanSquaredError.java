package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// Mean squared error (L2) loss: `l = mean over targets of (prediction - target)^2`.
///
/// Output `[events, targets]`; target of the same shape, or `[events]` where there is one.
public record MeanSquaredError() implements Loss {
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = LossShapes.targets(name(), 1, output, target, weight);
    Tensor d = output.reshape(events, targets).sub(target.reshape(events, targets));
    Tensor l = d.square();
    return l.mean(1).dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
