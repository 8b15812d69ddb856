package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Tensor;

/// `y = 1 / (1 + exp(-x))`.
public record Sigmoid() implements Layer {
  public static Sigmoid of() {
    return new Sigmoid();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.sigmoid();
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public Spec spec() {
    return Spec.of("sigmoid", Map.of());
  }

  @Override
  public String toString() {
    return "Sigmoid()";
  }
}
