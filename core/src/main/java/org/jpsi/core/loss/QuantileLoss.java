package org.jpsi.core.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Quantile (pinball) loss (Koenker and Bassett, Econometrica 46 (1978) 33): `l = mean over targets
/// and levels of max(t d, (t - 1) d)` with `d = target - prediction`; the prediction becomes the
/// quantile of level `t` of the targets. Several levels at once give an interval: 0.16, 0.5, 0.84.
///
/// Output `[events, targets * levels]`, the levels of one target side by side; target `[events,
/// targets]`, or `[events]` where there is one.
///
/// @param levels one or more, each between 0 and 1
public record QuantileLoss(List<Double> levels) implements Loss {
  public static final double LEVEL = 0.5;

  public QuantileLoss {
    levels = List.copyOf(levels);
    levels.forEach(level -> SettingCheck.between("quantile", "level", level, 0, 1));
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("QuantileLoss: expected one level or more");
    }
  }

  public static QuantileLoss of(double... levels) {
    return new QuantileLoss(Arrays.stream(levels).boxed().toList());
  }

  /// The median.
  public QuantileLoss() {
    this(List.of(LEVEL));
  }

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("levels", levels);
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    int n = levels.size();
    int events = weight.count();
    int targets = LossShapes.targets(name(), n, output, target, weight);
    Tensor d = target.reshape(events, targets, 1).sub(output.reshape(events, targets, n));
    Tensor l = d.relu().mul(row(1)).add(d.neg().relu().mul(row(-1)));
    return l.mean(1, 2).dot(weight.reshape(events));
  }

  // The levels, or 1 minus them.
  private Tensor row(int sign) {
    float[] row = new float[levels.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (sign > 0 ? levels.get(i) : 1 - levels.get(i));
    }
    return Tensor.of(row);
  }

  @Override
  public Tensor response(Tensor output) {
    return output;
  }
}
