package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Softmax over the outputs of each event: `y = exp(x) / sum of exp(x)`, which sums to one. Losses
/// that take logits apply it themselves.
public record Softmax() implements Activation {
  public static Softmax of() {
    return new Softmax();
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Init init() {
    return Init.GLOROT_UNIFORM;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softmax();
  }

  @Override
  public String toString() {
    return "Softmax()";
  }
}
