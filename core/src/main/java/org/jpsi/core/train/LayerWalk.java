package org.jpsi.core.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Forward pass in which each layer of a {@link Sequential} or {@link Residual} is seen with its
/// place and its output, so that a message can name the one at fault.
final class LayerWalk {
  /// Visitor of each layer but these containers.
  interface Visitor {
    /// @param announced the shape that the layer announces for an event
    void layer(String at, Layer layer, Tensor output, Supplier<Shape> announced);
  }

  private final Mode mode;
  private final Visitor visitor;

  private LayerWalk(Mode mode, Visitor visitor) {
    this.mode = mode;
    this.visitor = visitor;
  }

  /// The network's output.
  static Tensor of(Layer network, Inputs<Tensor> x, Mode mode, Visitor visitor) {
    return new LayerWalk(mode, visitor).inputs("network", network, x);
  }

  private LayerWalk child(int i) {
    return new LayerWalk(mode.child(i), visitor);
  }

  private Tensor inputs(String at, Layer layer, Inputs<Tensor> x) {
    if (layer instanceof Sequential sequence && !sequence.layers().isEmpty()) {
      List<Layer> layers = sequence.layers();
      Tensor first = child(0).inputs(place(at, layers, 0), layers.getFirst(), x);
      return rest(at, layers, 1, first);
    }
    if (layer instanceof Residual && x.names().size() == 1) {
      return output(at, layer, x.only());
    }
    Tensor y = layer.forward(x, mode);
    demandOutput(at, y);
    visitor.layer(at, layer, y, () -> layer.outputs(x.map((_, tensor) -> event(tensor.shape()))));
    return y;
  }

  private Tensor output(String at, Layer layer, Tensor x) {
    if (layer instanceof Sequential sequence) {
      return rest(at, sequence.layers(), 0, x);
    }
    if (layer instanceof Residual) {
      return x.add(rest(at, List.copyOf(layer.children().values()), 0, x));
    }
    Tensor y = layer.forward(x, mode);
    demandOutput(at, y);
    visitor.layer(at, layer, y, () -> layer.outputs(event(x.shape())));
    return y;
  }

  private Tensor rest(String at, List<Layer> layers, int from, Tensor x) {
    Tensor y = x;
    for (int i = from; i < layers.size(); i++) {
      y = child(i).output(place(at, layers, i), layers.get(i), y);
    }
    return y;
  }

  private static void demandOutput(String at, Tensor y) {
    if (y == null) {
      throw InputException.at(at)
          .expected("outputs for each event, of shape [events, ..]")
          .found("null, which forward returned")
          .exception();
    }
  }

  private static String place(String at, List<Layer> layers, int i) {
    String path = at.startsWith("layer ") ? at.substring(0, at.indexOf(',')) + "." : "layer ";
    return path + i + ", " + layers.get(i).spec().type();
  }

  // The shape of one event.
  private static Shape event(Shape shape) {
    return Shape.of(Arrays.copyOfRange(shape.sizes(), 1, shape.rank()));
  }
}
