package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// A network on many events, with the weights of the moment when this is made where it has a form
/// without tensors.
///
/// @param stages empty where the network has other layers
/// @param widest of what lies between two layers
record InferenceNetwork(Sequential network, int features, List<InferenceLayer> stages, int widest) {
  // Between two layers, in a chunk of events.
  private static final int VALUES = 1 << 14;
  private static final int FEWEST = 128;
  private static final int MOST = 1024;

  static InferenceNetwork of(Sequential network, int features) {
    List<InferenceLayer> stages = InferenceLayer.of(network).orElse(List.of());
    int widest = stages.stream().mapToInt(InferenceLayer::outputs).max().orElse(1);
    return new InferenceNetwork(network, features, stages, widest);
  }

  /// Events at once: what lies between two layers stays in a cache, and there are enough of them
  /// for a matrix product to run at full speed.
  int chunk() {
    return Math.clamp(VALUES / widest, FEWEST, MOST);
  }

  /// `n` events of `inputs` from place `from`, to place `to` of `outputs`; no more than {@link
  /// #chunk()}.
  void apply(float[] inputs, int from, int n, float[] outputs, int to) {
    if (stages.isEmpty()) {
      Tensor x = Tensor.view(inputs, from, Shape.of(n, features));
      Tensor y = network.forward(x, Mode.inference());
      System.arraycopy(y.values(), y.offset(), outputs, to, y.count());
      return;
    }
    Workspace scratch = Workspace.ofThread().fit(n * widest);
    float[] x = inputs;
    int at = from;
    for (int i = 0; i < stages.size() - 1; i++) {
      float[] y = i % 2 == 0 ? scratch.a : scratch.b;
      stages.get(i).forward(x, at, n, y, 0);
      x = y;
      at = 0;
    }
    stages.getLast().forward(x, at, n, outputs, to);
  }
}
