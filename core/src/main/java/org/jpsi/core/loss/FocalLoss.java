package org.jpsi.core.loss;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Focal loss (Lin et al., arXiv:1708.02002, eq. 5), binary, from logits: `l = a (1 - q)^gamma
/// (-log q)` with `q` the probability of the event's own class, from the logit `z`, and `a` = alpha
/// for the signal, 1 - alpha for the background. Well classified events count less.
///
/// Output `[events, 1]` or `[events]`; target 0 or 1, `[events]` or `[events, 1]`. The response is
/// `sigmoid(z)`, which for gamma > 0 ranks events as a probability does, but is not calibrated.
///
/// @param gamma from 0, where it is cross-entropy, to 10
/// @param alpha between 0 and 1; 0.5 leaves the classes' sizes as the weights have them
public record FocalLoss(double gamma, double alpha) implements Loss {
  public static final double GAMMA = 2;
  public static final double ALPHA = 0.5;

  public FocalLoss {
    SettingCheck.within("focal", "gamma", gamma, 0, 10);
    SettingCheck.between("focal", "alpha", alpha, 0, 1);
  }

  public FocalLoss() {
    this(GAMMA, ALPHA);
  }

  public static FocalLoss of() {
    return new FocalLoss();
  }

  public static FocalLoss of(double gamma, double alpha) {
    return new FocalLoss(gamma, alpha);
  }

  @Override
  public String name() {
    return "focal";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("gamma", gamma, "alpha", alpha);
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    LossShapes.checkSingle(name(), output, target, weight);
    int events = weight.count();
    Tensor y = target.reshape(events);
    // 1 for the background, -1 for the signal: the logit of the wrong class
    Tensor wrong = output.reshape(events).mul(y.mul(-2).add(1));
    Tensor share = y.mul((float) (2 * alpha - 1)).add((float) (1 - alpha));
    // (1 - q)^gamma, as sigmoid(w) = exp(-softplus(-w))
    Tensor fading = wrong.neg().softplus().mul((float) -gamma).exp();
    return share.mul(fading).mul(wrong.softplus()).dot(weight.reshape(events));
  }

  @Override
  public TargetRange targets(int outputs) {
    return TargetRange.classes(2);
  }

  @Override
  public Tensor response(Tensor output) {
    return output.sigmoid();
  }
}
