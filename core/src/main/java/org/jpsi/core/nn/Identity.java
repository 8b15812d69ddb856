package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Identity layer, `y = x`: a placeholder for another layer.
public record Identity() implements Layer {
  public static Identity of() {
    return new Identity();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x;
  }

  @Override
  public Shape outputs(Shape inputs) {
    return inputs;
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("identity", Map.of());
  }

  @Override
  public String toString() {
    return "Identity()";
  }
}
