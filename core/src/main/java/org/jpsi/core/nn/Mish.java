package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Mish activation (Misra, arXiv:1908.08681): `y = x tanh(log(1 + exp(x)))`.
public record Mish() implements Activation {
  public static Mish of() {
    return new Mish();
  }

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.mish();
  }

  @Override
  public String toString() {
    return "Mish()";
  }
}
