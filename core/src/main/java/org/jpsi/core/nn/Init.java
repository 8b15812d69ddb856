package org.jpsi.core.nn;

import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;

/// How a weight `[out, in]` is drawn at first. {@link #HE_NORMAL} keeps the signal's variance
/// through ReLU layers, {@link #GLOROT_UNIFORM} through sigmoid and tanh.
public enum Init {
  /// Normal with variance `2 / in` (He et al., arXiv:1502.01852, eq. 10).
  HE_NORMAL,
  /// Uniform within `sqrt(6 / in)`.
  HE_UNIFORM,
  /// Normal with variance `2 / (in + out)` (Glorot and Bengio, AISTATS 2010, eq. 12).
  GLOROT_NORMAL,
  /// Uniform within `sqrt(6 / (in + out))` (eq. 16).
  GLOROT_UNIFORM;

  /// Draws all values of `weight`.
  public void draw(Parameter weight, Rng rng) {
    int out = weight.shape().size(0);
    int in = weight.shape().size(1);
    boolean he = this == HE_NORMAL || this == HE_UNIFORM;
    double deviation = Math.sqrt(2.0 / Math.max(1, he ? in : in + out));
    boolean normal = this == HE_NORMAL || this == GLOROT_NORMAL;
    float[] values = new float[weight.shape().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              (deviation * (normal ? rng.normal(i) : Math.sqrt(3) * (2 * rng.openUniform(i) - 1)));
    }
    weight.set(values);
  }
}
