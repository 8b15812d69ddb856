package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Logistic sigmoid: `y = 1 / (1 + exp(-x))`.
public record Sigmoid() implements Activation {
  public static Sigmoid of() {
    return new Sigmoid();
  }

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public Init init() {
    return Init.GLOROT_UNIFORM;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.sigmoid();
  }

  @Override
  public String toString() {
    return "Sigmoid()";
  }
}
