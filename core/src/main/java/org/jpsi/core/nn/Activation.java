package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Shape;

/// Activation function: a nonlinear layer without parameters, with as many outputs as inputs.
public interface Activation extends Layer {
  /// As the analysis file calls it: `leakyRelu`.
  String name();

  /// Its settings, by name.
  default Map<String, Double> settings() {
    return Map.of();
  }

  /// The initialization for the weights before it, so that signals keep their variance from layer
  /// to layer: He's for those that pass half of their inputs, Glorot's for those that are linear
  /// around 0 and saturate, LeCun's for SELU.
  default Init init() {
    return Init.HE_NORMAL;
  }

  @Override
  default Shape outputs(Shape inputs) {
    return inputs;
  }

  @Override
  default LayerSpec spec() {
    return LayerSpec.of(name(), Map.copyOf(settings()));
  }

  /// The built-in ones, with their usual settings.
  static List<Activation> all() {
    return List.of(
        Relu.of(),
        LeakyRelu.of(),
        Elu.of(),
        Selu.of(),
        Gelu.of(),
        Silu.of(),
        Mish.of(),
        Softplus.of(),
        Sigmoid.of(),
        Tanh.of(),
        Softmax.of(),
        Step.of());
  }

  /// The built-in one of this name; another is an InputException.
  static Activation named(String name) {
    List<String> names = all().stream().map(Activation::name).toList();
    return all().stream()
        .filter(activation -> activation.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            InputException.at("activation")
                .expected(String.join(", ", names))
                .found("`" + name + "`")
                .nearest(name, names)
                .exception());
  }
}
