package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Leaky rectified linear unit: `y = x` where positive, else `slope x`, so that its gradient is not
/// 0 there.
///
/// @param slope for negative inputs (PyTorch's `negative_slope`), from 0 to 1
public record LeakyRelu(double slope) implements Activation {
  public static final double SLOPE = 0.01;

  public LeakyRelu {
    SettingCheck.within("leakyRelu", "slope", slope, 0, 1);
  }

  public static LeakyRelu of() {
    return of(SLOPE);
  }

  public static LeakyRelu of(double slope) {
    return new LeakyRelu(slope);
  }

  @Override
  public String name() {
    return "leakyRelu";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("slope", slope);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.leakyRelu(slope);
  }

  @Override
  public String toString() {
    return "LeakyRelu(" + slope + ")";
  }
}
