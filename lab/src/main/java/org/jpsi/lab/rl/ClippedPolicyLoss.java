package org.jpsi.lab.rl;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.tensor.Tensor;

/// Clipped surrogate loss of {@link Ppo} (Schulman et al., arXiv:1707.06347, eq. 9): with `ratio =
/// p(a) / old p(a)` of the action taken and its advantage A
///
/// `l = -min(ratio A, clamp(ratio, 1 - clipRange, 1 + clipRange) A) + valueCoefficient (V -
/// return)^2 - entropyCoefficient H(p)`
///
/// Output: a logit per action, then V. The target of an event is four numbers: action, log of its
/// old probability, advantage, return.
record ClippedPolicyLoss(double clipRange, double valueCoefficient, double entropyCoefficient)
    implements Loss {
  @Override
  public String name() {
    return "clipped-policy";
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int actions = output.shape().size(1) - 1;
    Tensor log = output.slice(1, 0, actions).logSoftmax();
    Tensor advantage = target.select(1, 2);
    Tensor ratio = log.gather(target.select(1, 0)).sub(target.select(1, 1)).exp();
    Tensor clipped = ratio.clamp((float) (1 - clipRange), (float) (1 + clipRange));
    Tensor gain = ratio.mul(advantage).minimum(clipped.mul(advantage));
    Tensor valueError = output.select(1, actions).sub(target.select(1, 3)).square();
    Tensor distributionEntropy = log.exp().mul(log).sum(1).neg();
    return valueError
        .mul((float) valueCoefficient)
        .sub(gain)
        .sub(distributionEntropy.mul((float) entropyCoefficient))
        .dot(weight);
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
