package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layer normalization (Ba et al., arXiv:1607.06450): `y = gain (x - mean) / sqrt(variance +
/// epsilon) + bias` with mean and variance over the `width` numbers of the last axis, the same in
/// training and in inference. `[events, .., width]` to the same; parameters `weight` (the gain) and
/// `bias`, as in PyTorch.
public final class LayerNorm implements Layer {
  public static final double EPSILON = 1e-5;

  private final int width;
  private final double epsilon;
  private final Parameter gain;
  private final Parameter bias;

  private LayerNorm(int width, double epsilon) {
    this.width = width;
    this.epsilon = epsilon;
    gain = Parameter.of("weight", Shape.of(width));
    bias = Parameter.of("bias", Shape.of(width));
    initializeOwn(Rng.of(0));
  }

  public static LayerNorm of(int width) {
    return of(width, EPSILON);
  }

  public static LayerNorm of(int width, double epsilon) {
    SettingCheck.within("layerNorm", "width", width, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("layerNorm", "epsilon", epsilon, 1e-12, 1);
    return new LayerNorm(width, epsilon);
  }

  static LayerNorm from(LayerSpec spec) {
    return of(spec.integer("width", 1, LayerRegistry.MAX_WIDTH), spec.number("epsilon", 1e-12, 1));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.layerNorm(gain.tensor(), bias.tensor(), epsilon);
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(gain, bias);
  }

  @Override
  public void initializeOwn(Rng rng) {
    float[] ones = new float[width];
    java.util.Arrays.fill(ones, 1);
    gain.set(ones);
    bias.set(new float[width]);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return LayerWidths.last("layerNorm layer", width, inputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("layerNorm", Map.of("width", width, "epsilon", epsilon));
  }

  @Override
  public String toString() {
    return "LayerNorm(" + width + ")";
  }
}
