package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Hyperbolic tangent: `y = tanh(x)`.
public record Tanh() implements Activation {
  public static Tanh of() {
    return new Tanh();
  }

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public Init init() {
    return Init.GLOROT_UNIFORM;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.tanh();
  }

  @Override
  public String toString() {
    return "Tanh()";
  }
}
