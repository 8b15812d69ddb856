package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Rectified linear unit: `y = max(x, 0)`.
public record Relu() implements Activation {
  public static Relu of() {
    return new Relu();
  }

  @Override
  public String name() {
    return "relu";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.relu();
  }

  @Override
  public String toString() {
    return "Relu()";
  }
}
