package org.jpsi.core.nn;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Concatenation of an event's inputs along their axis (Keras' Concatenate): `[events, a]`,
/// `[events, b]`, ... to `[events, a + b + ..]`, in the order of the names given here, whatever the
/// order in which the inputs come.
public final class Concatenate implements MultiInputLayer {
  private final List<String> inputs;

  private Concatenate(List<String> inputs) {
    this.inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || new HashSet<>(inputs).size() < inputs.size()) {
      throw InputException.at("concatenate layer")
          .expected("one input or more, each once")
          .found(inputs.isEmpty() ? "none" : String.join(", ", inputs))
          .exception();
    }
  }

  /// The concatenation of the inputs of these names.
  ///
  /// @throws InputException where there is none, or one twice
  public static Concatenate of(String... inputs) {
    return new Concatenate(List.of(inputs));
  }

  static Concatenate from(LayerSpec spec) {
    return new Concatenate(spec.strings("inputs"));
  }

  @Override
  public Tensor forward(Inputs<Tensor> x, Mode mode) {
    return Tensor.concat(1, inputs.stream().map(x::get).toList());
  }

  @Override
  public Shape outputs(Inputs<Shape> shapes) {
    int[] width = {0};
    shapes
        .inOrder(inputs)
        .forEach((name, shape) -> width[0] += LayerWidths.vector("input " + name, shape).count());
    return Shape.of(width);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("concatenate", Map.of("inputs", inputs));
  }

  @Override
  public String toString() {
    return "Concatenate(" + String.join(", ", inputs) + ")";
  }
}
