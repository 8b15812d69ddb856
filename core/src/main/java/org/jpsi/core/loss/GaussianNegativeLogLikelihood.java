package org.jpsi.core.loss;

import java.util.List;
import org.jpsi.core.tensor.Tensor;

/// Gaussian negative log-likelihood loss (Nix and Weigend, ICNN 1994; PyTorch's GaussianNLLLoss):
/// `l = mean over targets of (s + (m - y)^2 exp(-s)) / 2`, without the constant; the network
/// predicts the mean `m` and, as `s = log(variance)`, its own uncertainty. The variance is at least
/// 1e-6, as in PyTorch, and at most exp(80); beyond, no gradient passes to `s`.
///
/// Output `[events, 2 targets]`: all means, then all `s`; target `[events, targets]`, or `[events]`
/// where there is one. The response has the means, then the standard deviations.
public record GaussianNegativeLogLikelihood() implements Loss {
  // log of 1e-6
  private static final float MIN_LOG_VARIANCE = -13.815511f;
  // above 80, which still has a gradient
  private static final float MAX_LOG_VARIANCE = Math.nextUp(80f);

  public static GaussianNegativeLogLikelihood of() {
    return new GaussianNegativeLogLikelihood();
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = LossShapes.targets(name(), 2, output, target, weight);
    Tensor m = output.reshape(events, 2 * targets).slice(1, 0, targets);
    Tensor s = logVariance(output.reshape(events, 2 * targets), targets);
    Tensor d = m.sub(target.reshape(events, targets));
    Tensor l = s.add(d.square().mul(s.neg().exp())).mul(0.5f);
    return l.mean(1).dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    int targets = output.shape().size(-1) / 2;
    Tensor deviations = logVariance(output, targets).mul(0.5f).exp();
    return Tensor.concat(-1, List.of(output.slice(-1, 0, targets), deviations));
  }

  private static Tensor logVariance(Tensor output, int targets) {
    return output.slice(-1, targets, 2 * targets).clamp(MIN_LOG_VARIANCE, MAX_LOG_VARIANCE);
  }
}
