package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// All numbers of an event along one axis: `[events, a, b, ..]` to `[events, a b ..]`, row-major.
/// Nothing is copied.
public record Flatten() implements Layer {
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int events = x.shape().size(0);
    return x.reshape(events, OutputShapes.event(x.shape()).count());
  }

  @Override
  public Shape outputs(Shape inputs) {
    return Shape.of(inputs.count());
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("flatten", Map.of());
  }

  @Override
  public String toString() {
    return "Flatten()";
  }
}
