package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Sigmoid linear unit, also called swish (Ramachandran et al., arXiv:1710.05941): `y = x
/// sigmoid(x)`.
public record Silu() implements Activation {
  public static Silu of() {
    return new Silu();
  }

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.silu();
  }

  @Override
  public String toString() {
    return "Silu()";
  }
}
