package org.jpsi.lab.rl;

import org.jpsi.core.loss.Loss;
import org.jpsi.core.tensor.Tensor;

/// What {@link Ppo} makes small (Schulman et al., arXiv:1707.06347, eq. 9): with `ratio = p(a) /
/// old p(a)` of the action that was taken and its advantage A
///
/// `l = -min(ratio A, clamp(ratio, 1 - clip, 1 + clip) A) + value (V - return)^2 - entropy H(p)`
///
/// Output: a logit per action, then V. The target of an event is four numbers: action, logarithm of
/// its old probability, advantage, return.
record ClippedPolicyLoss(double clip, double value, double entropy) implements Loss {
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
    Tensor cut = ratio.clamp((float) (1 - clip), (float) (1 + clip));
    Tensor gain = ratio.mul(advantage).minimum(cut.mul(advantage));
    Tensor off = output.select(1, actions).sub(target.select(1, 3)).square();
    Tensor spread = log.exp().mul(log).sum(1).neg();
    return off.mul((float) value).sub(gain).sub(spread.mul((float) entropy)).dot(weight);
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
