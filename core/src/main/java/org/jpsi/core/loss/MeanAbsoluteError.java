package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// Mean absolute error (L1) loss: `l = mean over targets of |prediction - target|`; the prediction
/// becomes the median.
///
/// Output `[events, targets]`; target of the same shape, or `[events]` where there is one.
public record MeanAbsoluteError() implements Loss {
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError();
  }

  @Override
  public String name() {
    return "l1";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = LossShapes.targets(name(), 1, output, target, weight);
    Tensor d = output.reshape(events, targets).sub(target.reshape(events, targets));
    Tensor l = d.abs();
    return l.mean(1).dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
