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
  GLOROT_UNIFORM,
  /// Uniform within `1 / sqrt(in)`, so variance `1 / (3 in)`, as PyTorch's Linear begins: a network
  /// that starts out nearly linear, and generalizes better from few events of many features.
  FAN_IN_UNIFORM;

  /// Draws all values of `weight`.
  public void draw(Parameter weight, Rng rng) {
    int out = weight.shape().size(0);
    int in = weight.shape().size(1);
    double variance =
        switch (this) {
          case HE_NORMAL, HE_UNIFORM -> 2.0 / Math.max(1, in);
          case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / Math.max(1, in + out);
          case FAN_IN_UNIFORM -> 1 / (3.0 * Math.max(1, in));
        };
    double deviation = Math.sqrt(variance);
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
