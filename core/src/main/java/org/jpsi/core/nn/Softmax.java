package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// `y = exp(x) / sum of exp(x)` in each event: numbers that sum to one. Losses that take logits do
/// it themselves.
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
