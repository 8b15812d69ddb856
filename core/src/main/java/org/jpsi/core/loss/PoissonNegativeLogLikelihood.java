package org.jpsi.core.loss;

import org.jpsi.core.tensor.Tensor;

/// Poisson negative log-likelihood loss (PyTorch's PoissonNLLLoss): `l = mean over targets of
/// exp(z) - y z`, for `y` counts at the rate `exp(z)`, without the terms that do not depend on z.
///
/// Output `z`, the logarithm of the rate, `[events, targets]`; target `y`, counts as they are, of
/// the same shape, or `[events]` where there is one.
public record PoissonNegativeLogLikelihood() implements Loss {
  public static PoissonNegativeLogLikelihood of() {
    return new PoissonNegativeLogLikelihood();
  }

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = LossShapes.targets(name(), 1, output, target, weight);
    Tensor z = output.reshape(events, targets);
    Tensor l = z.exp().sub(z.mul(target.reshape(events, targets)));
    return l.mean(1).dot(weight.reshape(events));
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.within(0, Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor response(Tensor output) {
    return output.exp();
  }
}
