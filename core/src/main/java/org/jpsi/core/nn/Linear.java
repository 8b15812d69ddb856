package org.jpsi.core.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Linear (fully connected) layer: `y = x W^T + b`, `[events, .., in]` to `[events, .., out]`, with
/// weight `[out, in]` and bias `[out]`.
///
/// Weights are initialized by {@link Init#HE_NORMAL} unless given, which is right before ReLU
/// ({@link Activation#init()} has the right one for others), and biases with zero (PyTorch draws
/// both uniformly within `1 / sqrt(in)`).
public final class Linear implements Layer {
  private final int in;
  private final int out;
  private final Init init;
  private final Parameter weight;
  private final Parameter bias;

  private Linear(int in, int out, Init init) {
    this.in = in;
    this.out = out;
    this.init = init;
    weight = Parameter.of("weight", Shape.of(out, in));
    bias = Parameter.of("bias", Shape.of(out));
  }

  public static Linear of(int in, int out) {
    return of(in, out, Init.HE_NORMAL);
  }

  public static Linear of(int in, int out, Init init) {
    if (in < 1 || out < 1 || in > LayerRegistry.MAX_WIDTH || out > LayerRegistry.MAX_WIDTH) {
      throw new IllegalArgumentException(
          "linear layer: expected 1 to "
              + LayerRegistry.MAX_WIDTH
              + " inputs and outputs, found "
              + in
              + " and "
              + out);
    }
    Linear linear = new Linear(in, out, init);
    linear.initialize(Rng.of(0));
    return linear;
  }

  /// A layer with given weights, such as ones worked out by hand; training initializes them anew.
  ///
  /// @param weight `[out][in]`: a row for each output
  /// @param bias one for each output
  public static Linear of(float[][] weight, float... bias) {
    Tensor rows = Tensor.of(weight);
    if (rows.shape().rank() != 2 || bias.length != weight.length) {
      throw new IllegalArgumentException(
          "linear layer of weights "
              + rows.shape()
              + ": expected as many biases as rows, found "
              + bias.length);
    }
    Linear linear = of(rows.shape().size(1), bias.length);
    linear.weight.set(rows.toArray());
    linear.bias.set(bias);
    return linear;
  }

  static Linear from(LayerSpec spec) {
    Object init = spec.settings().getOrDefault("init", Init.HE_NORMAL.name());
    return Arrays.stream(Init.values())
        .filter(i -> i.name().equals(init))
        .findFirst()
        .map(i ->
            new Linear(
                spec.integer("in", 1, LayerRegistry.MAX_WIDTH),
                spec.integer("out", 1, LayerRegistry.MAX_WIDTH),
                i))
        .orElseThrow(() ->
            InputException.at("layer linear")
                .expected("`init`: one of " + Arrays.toString(Init.values()))
                .found(init.toString())
                .exception());
  }

  static long values(LayerSpec spec) {
    long out = spec.integer("out", 1, LayerRegistry.MAX_WIDTH);
    return out * spec.integer("in", 1, LayerRegistry.MAX_WIDTH) + out;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.linear(weight.tensor(), bias.tensor());
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(weight, bias);
  }

  @Override
  public void initializeOwn(Rng rng) {
    init.draw(weight, rng);
    bias.set(new float[out]);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return LayerWidths.last("linear layer", in, inputs).with(-1, out);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("linear", Map.of("in", in, "out", out, "init", init.name()));
  }

  @Override
  public String toString() {
    return "Linear(" + in + ", " + out + ")";
  }
}
