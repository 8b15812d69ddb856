package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Layers beside a fixture of PyTorch's: `name.input0` is what they are given, the further inputs
/// are their parameters.
record LayerOracle<L extends Layer>(Fixture pytorch, Map<String, L> layers) {
  Stream<String> names() {
    return layers.keySet().stream().sorted();
  }

  /// The layer with the fixture's parameters.
  L layer(String name) {
    L layer = Objects.requireNonNull(layers.get(name));
    List<Parameter> parameters = layer.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).set(pytorch.floats(name + ".input" + (i + 1)));
    }
    return layer;
  }

  /// Values within an error, and gradients within 3e-6, are PyTorch's.
  void compare(String name, UnaryOperator<Tensor> forward, double error) {
    Tensor x = pytorch.tensor(name + ".input0").requiresGrad();
    Tensor output = forward.apply(x);
    assertThat(output.shape()).isEqualTo(pytorch.shape(name + ".output"));
    assertThat(pytorch.error(output.toArray(), name + ".output")).isLessThan(error);
    Gradients gradients = output.dot(pytorch.tensor(name + ".cotangent")).backward();
    assertThat(pytorch.error(gradients.of(x).toArray(), name + ".gradient0")).isLessThan(3e-6);
    List<Parameter> parameters = Objects.requireNonNull(layers.get(name)).parameters();
    for (int i = 0; i < parameters.size(); i++) {
      assertThat(
              pytorch.error(
                  gradients.of(parameters.get(i)).toArray(), name + ".gradient" + (i + 1)))
          .as(parameters.get(i).name())
          .isLessThan(3e-6);
    }
  }

  /// The description builds the layer again, and says how many values it holds.
  static void describes(Layer layer) {
    Layer again = LayerRegistry.of(layer.spec());
    assertThat(again.spec()).isEqualTo(layer.spec());
    assertThat(again).hasToString(layer.toString());
    long held =
        Stream.concat(layer.parameters().stream(), layer.buffers().stream())
            .mapToLong(p -> p.shape().count())
            .sum();
    assertThat(LayerRegistry.values(layer.spec())).isEqualTo(held);
  }
}
