package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Tensor;

/// Exponential linear unit (Clevert et al., arXiv:1511.07289): `y = x` where positive, else `alpha
/// (exp(x) - 1)`.
///
/// @param alpha the limit for large negative inputs is `-alpha`; from 0 to 100
public record Elu(double alpha) implements Activation {
  public static final double ALPHA = 1;

  public Elu {
    SettingCheck.within("elu", "alpha", alpha, 0, 100);
  }

  public static Elu of() {
    return of(ALPHA);
  }

  public static Elu of(double alpha) {
    return new Elu(alpha);
  }

  @Override
  public String name() {
    return "elu";
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("alpha", alpha);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.elu(alpha);
  }

  @Override
  public String toString() {
    return "Elu(" + alpha + ")";
  }
}
