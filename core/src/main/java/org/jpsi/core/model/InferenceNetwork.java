package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Inference form of a network for many events: a chain of {@link InferenceLayer} without tensors
/// where there is one, with a copy of the weights; else the network itself.
///
/// @param layers empty where the network has other layers
/// @param maxWidth largest width of a layer's output
record InferenceNetwork(
    Sequential network, int features, List<InferenceLayer> layers, int maxWidth) {
  // Values of a layer's output for a chunk of events.
  private static final int CHUNK_VALUES = 1 << 14;
  private static final int MIN_CHUNK = 128;
  private static final int MAX_CHUNK = 1024;

  static InferenceNetwork of(Sequential network, int features) {
    List<InferenceLayer> layers = InferenceLayer.of(network).orElse(List.of());
    int maxWidth = layers.stream().mapToInt(InferenceLayer::outputs).max().orElse(1);
    return new InferenceNetwork(network, features, layers, maxWidth);
  }

  /// Events per chunk: few enough for a layer's output to stay in a cache, and enough for a matrix
  /// product to run at full speed.
  int chunk() {
    return Math.clamp(CHUNK_VALUES / maxWidth, MIN_CHUNK, MAX_CHUNK);
  }

  /// Forward pass of `n` events, at most {@link #chunk()}, from index `from` of `inputs` to index
  /// `to` of `outputs`.
  void forward(float[] inputs, int from, int n, float[] outputs, int to) {
    if (layers.isEmpty()) {
      Tensor x = Tensor.view(inputs, from, Shape.of(n, features));
      Tensor y = network.forward(x, Mode.inference());
      System.arraycopy(y.values(), y.offset(), outputs, to, y.count());
      return;
    }
    Workspace workspace = Workspace.ofThread().fit(n * maxWidth);
    float[] x = inputs;
    int at = from;
    for (int i = 0; i < layers.size() - 1; i++) {
      float[] y = i % 2 == 0 ? workspace.a : workspace.b;
      layers.get(i).forward(x, at, n, y, 0);
      x = y;
      at = 0;
    }
    layers.getLast().forward(x, at, n, outputs, to);
  }
}
