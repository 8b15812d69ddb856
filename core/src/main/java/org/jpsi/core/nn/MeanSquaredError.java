package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// `l = mean over targets of (prediction - target)^2`.
///
/// Output `[events, targets]`; target of the same shape, or `[events]` where there is one.
public record MeanSquaredError() implements Loss {
  @Override
  public String name() {
    return "mse";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = output.shape().rank() == 2 ? output.shape().size(1) : 1;
    if (output.count() != events * targets || target.count() != output.count() || targets == 0) {
      throw new IllegalArgumentException(
          "mse of output "
              + output.shape()
              + ", target "
              + target.shape()
              + ", weight "
              + weight.shape());
    }
    Tensor l =
        output.reshape(events, targets).sub(target.reshape(events, targets)).square().mean(1);
    return l.dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
