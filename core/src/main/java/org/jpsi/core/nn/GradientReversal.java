package org.jpsi.core.nn;

import java.util.Map;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Gradient reversal (Ganin and Lempitsky, arXiv:1409.7495): the identity, whose gradient is
/// multiplied by `-factor` on its way back. Behind it stands an adversary, which learns what the
/// layers before must not know, such as a mass, while they learn to hide it.
///
/// The factor may be a {@link Scalar} that is set during the training, such as one that grows from
/// 0; a model file has its last value.
public final class GradientReversal implements Layer {
  private static final double MAX_FACTOR = 1e6;

  private final Scalar factor;

  private GradientReversal(Scalar factor) {
    this.factor = factor;
  }

  public static GradientReversal of(double factor) {
    return new GradientReversal(Scalar.of(factor));
  }

  public static GradientReversal of(Scalar factor) {
    return new GradientReversal(factor);
  }

  static GradientReversal from(LayerSpec spec) {
    return of(spec.number("factor", -MAX_FACTOR, MAX_FACTOR));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.reverseGradient(factor.tensor());
  }

  @Override
  public Shape outputs(Shape inputs) {
    return inputs;
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("gradientReversal", Map.of("factor", factor.get()));
  }

  @Override
  public String toString() {
    return "GradientReversal(" + factor.get() + ")";
  }
}
