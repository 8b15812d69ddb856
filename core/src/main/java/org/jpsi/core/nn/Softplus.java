package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Softplus activation, a smooth ReLU: `y = log(1 + exp(x))`.
public record Softplus() implements Activation {
  public static Softplus of() {
    return new Softplus();
  }

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softplus();
  }

  @Override
  public String toString() {
    return "Softplus()";
  }
}
