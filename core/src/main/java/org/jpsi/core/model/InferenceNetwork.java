package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Inference form of a network: a chain of {@link InferenceLayer} without tensors where there is
/// one, with a copy of the weights; else the network itself.
final class InferenceNetwork implements CompiledPredictor {
  // Values of a layer's output for a chunk of events.
  private static final int CHUNK_VALUES = 1 << 14;
  private static final int MIN_CHUNK = 128;
  private static final int MAX_CHUNK = 1024;

  private final Sequential network;
  private final Inputs<Shape> shapes;
  // Index of each input's first value where those of an event are in one array.
  private final Inputs<Integer> offsets;
  private final int outputs;
  // Empty where the network has other layers, as one of several inputs does.
  private final List<InferenceLayer> layers;
  private final int maxWidth;
  // For one event at a time. Threads may race to set it: all make the same.
  private volatile Dense @Nullable [] dense;

  private InferenceNetwork(Sequential network, Inputs<Shape> shapes, List<InferenceLayer> layers) {
    this.network = network;
    this.shapes = shapes;
    this.offsets = offsets(shapes);
    this.outputs = network.outputs(shapes).count();
    this.layers = layers;
    this.maxWidth = layers.stream().mapToInt(InferenceLayer::outputs).max().orElse(1);
  }

  static InferenceNetwork of(Sequential network, Inputs<Shape> shapes) {
    return new InferenceNetwork(network, shapes, InferenceLayer.of(network).orElse(List.of()));
  }

  private static Inputs<Integer> offsets(Inputs<Shape> shapes) {
    Inputs<Integer> offsets = Inputs.none();
    int next = 0;
    for (String name : shapes.names()) {
      offsets = offsets.with(name, next);
      next += shapes.get(name).count();
    }
    return offsets;
  }

  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    // Few enough for a layer's output to stay in a cache, and enough for a matrix product to run at
    // full speed.
    int chunk = Math.clamp(CHUNK_VALUES / maxWidth, MIN_CHUNK, MAX_CHUNK);
    for (int done = 0; done < block.events(); done += chunk) {
      int n = Math.min(chunk, block.events() - done);
      int at = to + done * this.outputs;
      if (layers.isEmpty()) {
        forward(block.slice(done, n).tensors(), outputs, at);
      } else {
        forward(block.inputs(), block.index(done), n, outputs, at);
      }
    }
  }

  private Inputs<Tensor> event(float[] inputs) {
    // Layers may keep a view of their input, and the caller reuses its array.
    float[] values = inputs.clone();
    return shapes.map((name, shape) -> Tensor.view(values, offsets.get(name), shape.prepend(1)));
  }

  private void forward(Inputs<Tensor> inputs, float[] outputs, int to) {
    Tensor y = network.forward(inputs, Mode.inference());
    System.arraycopy(y.values(), y.offset(), outputs, to, y.count());
  }

  private void forward(float[] inputs, int from, int n, float[] outputs, int to) {
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

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    if (layers.isEmpty()) {
      forward(event(inputs), outputs, 0);
      return;
    }
    Workspace workspace = Workspace.ofThread().fit(Dense.paddedWidth(maxWidth));
    float[] x = inputs;
    float[] y = workspace.a;
    for (Dense layer : dense()) {
      Kernels.INSTANCE.dense(layer, x, y, workspace.c);
      x = y;
      y = x == workspace.a ? workspace.b : workspace.a;
    }
    System.arraycopy(x, 0, outputs, 0, this.outputs);
  }

  private Dense[] dense() {
    Dense[] made = dense;
    if (made == null) {
      made = layers.stream().map(InferenceLayer::dense).toArray(Dense[]::new);
      dense = made;
    }
    return made;
  }
}
