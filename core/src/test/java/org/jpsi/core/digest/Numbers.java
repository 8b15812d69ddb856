package org.jpsi.core.digest;

import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Test inputs of digests.
final class Numbers {
  private Numbers() {}

  /// Standard normal random numbers.
  static float[] normal(int seed, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }

  static Tensor normal(int seed, Shape shape) {
    return Tensor.view(normal(seed, shape.count()), 0, shape);
  }

  /// Every `step`-th bit pattern of a float, with subnormals, infinities and NaN.
  static float[] patterns(int step) {
    float[] x = new float[(int) ((1L << 32) / step)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * step);
    }
    return x;
  }
}
