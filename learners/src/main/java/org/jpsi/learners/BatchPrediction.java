package org.jpsi.learners;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// Network outputs for many events at once.
final class BatchPrediction {
  private BatchPrediction() {}

  /// `[events, outputs]`, row-major.
  static float[] of(Layer network, Dataset data) {
    if (data.events() == 0) {
      return new float[0];
    }
    Tensor x = Tensor.of(data.inputs(), data.events(), data.features());
    return network.forward(x, Mode.inference()).toArray();
  }
}
