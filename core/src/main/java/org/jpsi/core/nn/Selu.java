package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Scaled exponential linear unit (Klambauer et al., arXiv:1706.02515): `y = 1.0507 x` where
/// positive, else `1.0507 * 1.6733 (exp(x) - 1)`; the two numbers bring mean and variance of deep
/// layers towards 0 and 1 by themselves.
public record Selu() implements Activation {
  public static final double ALPHA = 1.6732632423543772;
  public static final float SCALE = 1.0507009873554805f;

  public static Selu of() {
    return new Selu();
  }

  @Override
  public String name() {
    return "selu";
  }

  @Override
  public Init init() {
    return Init.LECUN_NORMAL;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.elu(ALPHA).mul(SCALE);
  }

  @Override
  public String toString() {
    return "Selu()";
  }
}
