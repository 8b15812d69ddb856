package org.jpsi.core.loss;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Huber loss (Huber, Ann. Math. Stat. 35 (1964) 73): `l = mean over targets of d^2 / 2` where `d =
/// |prediction - target|` is at most delta, else of `delta (d - delta / 2)`, so that outliers count
/// linearly.
///
/// Output `[events, targets]`; target of the same shape, or `[events]` where there is one.
///
/// @param delta above 0, in units of the standardized target
public record HuberLoss(double delta) implements Loss {
  public static final double DELTA = 1;

  public HuberLoss {
    SettingCheck.above("huber", "delta", delta, 0);
  }

  public HuberLoss() {
    this(DELTA);
  }

  public static HuberLoss of() {
    return new HuberLoss();
  }

  public static HuberLoss of(double delta) {
    return new HuberLoss(delta);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("delta", delta);
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int targets = LossShapes.targets(name(), 1, output, target, weight);
    Tensor d = output.reshape(events, targets).sub(target.reshape(events, targets));
    Tensor size = d.abs();
    Tensor core = size.clamp(0, (float) delta);
    Tensor l = core.mul(size.sub(core.mul(0.5f)));
    return l.mean(1).dot(weight.reshape(events));
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
