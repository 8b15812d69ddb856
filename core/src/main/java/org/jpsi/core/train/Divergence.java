package org.jpsi.core.train;

import java.util.List;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Finds out where numbers stopped being finite.
final class Divergence {
  private Divergence() {}

  /// Sends the batch through the layers again, one by one, and names the first whose weights or
  /// outputs are not finite.
  static DivergedException of(
      Layer network, Dataset data, int[] order, int from, int to, int epoch, int batch) {
    Dataset events = data.gather(order, from, to);
    return new DivergedException(
        "the loss is not finite in epoch "
            + epoch
            + ", batch "
            + batch
            + ": "
            + firstBad(network, events)
            + "; use a smaller learning rate, or look at the inputs' ranges");
  }

  /// The same for the events that validate, which the weights after the epoch's last batch are the
  /// first to see.
  static DivergedException after(Layer network, Dataset validation, int epoch) {
    return new DivergedException(
        "the validation loss is not finite after the last batch of epoch "
            + epoch
            + ": "
            + firstBad(network, validation)
            + "; use a smaller learning rate, or look at the inputs' ranges");
  }

  private static String firstBad(Layer network, Dataset events) {
    List<Layer> layers =
        network instanceof Sequential sequence ? sequence.layers() : List.of(network);
    Tensor x = Tensor.of(events.inputs(), events.events(), events.features());
    if (!finite(x.toArray())) {
      return "the inputs are not finite";
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name = "layer " + (i + 1) + " (" + layer.spec().kind() + ")";
      for (Parameter parameter : layer.parameters()) {
        if (!finite(parameter.tensor().toArray())) {
          return name + " is the first whose weights are not finite";
        }
      }
      x = layer.forward(x, new Mode.Inference());
      if (!finite(x.toArray())) {
        return name + " is the first whose outputs are not finite";
      }
    }
    return "all layers are finite, the loss itself is not: the outputs are too large for it";
  }

  private static boolean finite(float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
