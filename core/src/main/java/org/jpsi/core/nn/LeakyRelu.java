package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// `y = x` where positive, else `slope x`: a ReLU that never stops learning.
///
/// @param slope from 0 to 1
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
