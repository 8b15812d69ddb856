package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Tensor;

/// `y = tanh(x)`.
public record Tanh() implements Layer {
  public static Tanh of() {
    return new Tanh();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.tanh();
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public Spec spec() {
    return Spec.of("tanh", Map.of());
  }

  @Override
  public String toString() {
    return "Tanh()";
  }
}
