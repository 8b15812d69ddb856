package org.jpsi.learners;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;

/// Network outputs for many events at once.
final class BatchPrediction {
  private BatchPrediction() {}

  /// `[events, outputs]`, row-major.
  static float[] of(Layer network, Dataset data) {
    if (data.events() == 0) {
      return new float[0];
    }
    return network.forward(data.batch().tensors(), Mode.inference()).toArray();
  }
}
