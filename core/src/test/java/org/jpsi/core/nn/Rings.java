package org.jpsi.core.nn;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.random.Rng;

/// Events of the guide's examples.
final class Rings {
  private Rings() {}

  /// Signal inside the unit circle, background outside.
  static Dataset rings(int events, long seed) {
    Rng rng = Rng.of(seed);
    float[] inputs = new float[2 * events];
    float[] targets = new float[events];
    float[] weights = new float[events];
    for (int i = 0; i < events; i++) {
      inputs[2 * i] = (float) rng.normal(2L * i);
      inputs[2 * i + 1] = (float) rng.normal(2L * i + 1);
      float square = inputs[2 * i] * inputs[2 * i] + inputs[2 * i + 1] * inputs[2 * i + 1];
      targets[i] = square < 1 ? 1 : 0;
      weights[i] = 1;
    }
    return Dataset.of(inputs, targets, weights);
  }
}
