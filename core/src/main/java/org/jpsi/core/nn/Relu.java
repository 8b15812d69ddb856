package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Tensor;

/// `y = max(x, 0)`.
public record Relu() implements Layer {
  public static Relu of() {
    return new Relu();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.relu();
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public Spec spec() {
    return Spec.of("relu", Map.of());
  }

  @Override
  public String toString() {
    return "Relu()";
  }
}
