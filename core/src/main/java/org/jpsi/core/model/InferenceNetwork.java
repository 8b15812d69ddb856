package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.MultiInputLayer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Inference form of a network: {@link InferenceStage}s without tensors, with a copy of the
/// weights. A layer of a user's own is one stage among them, which runs on tensors.
final class InferenceNetwork implements CompiledPredictor {
  // Values of a layer's output for a chunk of events.
  private static final int CHUNK_VALUES = 1 << 14;
  private static final int MIN_CHUNK = 128;
  private static final int MAX_CHUNK = 1024;
  // Values of a buffer, where an event alone has not more.
  private static final int MAX_VALUES = 1 << 22;

  private final int outputs;
  // Null where the first stage reads the only input where it lies.
  private final @Nullable InputStage first;
  private final ChainStage rest;

  private InferenceNetwork(int outputs, @Nullable InputStage first, ChainStage rest) {
    this.outputs = outputs;
    this.first = first;
    this.rest = rest;
  }

  static InferenceNetwork of(Sequential network, Inputs<Shape> shapes) {
    int outputs = network.outputs(shapes).count();
    List<Layer> layers = InferenceStages.flat(network);
    if (layers.isEmpty() || !takesInputs(layers.getFirst(), shapes)) {
      return new InferenceNetwork(outputs, null, InferenceStages.of(layers, shapes.only()));
    }
    InputStage first = InputStage.of(layers.getFirst(), shapes);
    List<Layer> rest = layers.subList(1, layers.size());
    return new InferenceNetwork(outputs, first, InferenceStages.of(rest, first.outputs()));
  }

  // Whether a layer is asked for several inputs by name, as a user's may be for a single one.
  private static boolean takesInputs(Layer layer, Inputs<Shape> shapes) {
    return layer instanceof MultiInputLayer
        || shapes.names().size() > 1
        || InferenceStages.runsOnTensors(layer, shapes.only());
  }

  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      int chunk = chunk(rest.widest());
      float[] joined = first == null ? new float[0] : workspace.take(chunk * rest.inputs());
      for (int done = 0; done < block.events(); done += chunk) {
        int n = Math.min(chunk, block.events() - done);
        int at = to + done * this.outputs;
        if (first == null) {
          rest.forward(block.inputs(), block.index(done), n, outputs, at, workspace);
        } else {
          first.forward(block, done, n, joined);
          rest.forward(joined, 0, n, outputs, at, workspace);
        }
      }
    } finally {
      workspace.releaseTo(taken);
    }
  }

  // Few enough events for a layer's output to stay in a cache, and enough for a matrix product to
  // run at full speed; of a very wide layer as few as fit into a buffer.
  static int chunk(int widest) {
    int values = Math.max(1, widest);
    int most = Math.clamp(MAX_VALUES / values, 1, MIN_CHUNK);
    return Math.clamp(CHUNK_VALUES / values, most, MAX_CHUNK);
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    Workspace workspace = Workspace.ofThread();
    int taken = workspace.taken();
    try {
      float[] x = inputs;
      if (first != null) {
        x = workspace.take(rest.inputs());
        first.forward(inputs, x);
      }
      float[] y = workspace.take(rest.widest());
      rest.forward(x, 0, 1, y, 0, workspace);
      System.arraycopy(y, 0, outputs, 0, this.outputs);
    } finally {
      workspace.releaseTo(taken);
    }
  }
}
