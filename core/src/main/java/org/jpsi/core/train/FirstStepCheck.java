package org.jpsi.core.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jpsi.core.data.Batch;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Check of a user's layers and loss before the first step of a training, by one forward pass of
/// its events: every leaf that needs a gradient is a parameter of the network, so that it is
/// trained; outputs have the shapes that were announced. Layers in a {@link Sequential} are checked
/// one by one, so that the message names the one at fault. Built-in layers are held by their tests.
final class FirstStepCheck {
  private final Set<Tensor> trained = Collections.newSetFromMap(new IdentityHashMap<>());
  private final int events;

  private FirstStepCheck(Layer network, int events) {
    network.parameters().forEach(parameter -> trained.add(parameter.tensor()));
    this.events = events;
  }

  /// @throws InputException where a layer or the loss uses what is not trained, or a layer's output
  ///   has another shape than {@link Layer#outputs} says
  static void run(Layer network, Loss loss, Batch batch, Mode.Training mode) {
    if (ForeignClasses.of(network, loss).isEmpty()) {
      return;
    }
    FirstStepCheck check = new FirstStepCheck(network, batch.events());
    Tensor output = check.inputs("network", network, batch.tensors(), mode);
    check.leaves("loss " + loss.name(), loss.forward(output, batch), "the network's parameters");
  }

  private Tensor inputs(String at, Layer layer, Inputs<Tensor> x, Mode mode) {
    if (layer instanceof Sequential sequence && !sequence.layers().isEmpty()) {
      List<Layer> layers = sequence.layers();
      Tensor first = inputs(place(at, layers, 0), layers.getFirst(), x, mode.child(0));
      return rest(at, layers, 1, first, mode);
    }
    if (layer instanceof Residual && x.names().size() == 1) {
      return output(at, layer, x.only(), mode);
    }
    Tensor y = layer.forward(x, mode);
    Inputs<Shape> shapes = x.map((name, tensor) -> event(tensor.shape()));
    check(at, layer, y, () -> layer.outputs(shapes));
    return y;
  }

  private Tensor output(String at, Layer layer, Tensor x, Mode mode) {
    if (layer instanceof Sequential sequence) {
      return rest(at, sequence.layers(), 0, x, mode);
    }
    if (layer instanceof Residual) {
      return x.add(rest(at, List.copyOf(layer.children().values()), 0, x, mode));
    }
    Tensor y = layer.forward(x, mode);
    check(at, layer, y, () -> layer.outputs(event(x.shape())));
    return y;
  }

  private Tensor rest(String at, List<Layer> layers, int from, Tensor x, Mode mode) {
    Tensor y = x;
    for (int i = from; i < layers.size(); i++) {
      y = output(place(at, layers, i), layers.get(i), y, mode.child(i));
    }
    return y;
  }

  private static String place(String at, List<Layer> layers, int i) {
    String path = at.startsWith("layer ") ? at.substring(0, at.indexOf(',')) + "." : "layer ";
    return path + i + ", " + layers.get(i).spec().type();
  }

  private void check(String at, Layer layer, Tensor y, Supplier<Shape> announced) {
    if (ForeignClasses.isBuiltIn(layer)) {
      return;
    }
    leaves(at, y, "children() or ownParameters()");
    Shape expected = announced.get().prepend(events);
    if (!y.shape().equals(expected)) {
      throw InputException.at(at)
          .expected("outputs " + expected + ", as outputs(..) says")
          .found(y.shape().toString())
          .remedy("correct outputs(..), or leave it out: then it follows from forward")
          .exception();
    }
  }

  private void leaves(String at, Tensor y, String where) {
    // that of most axes: a weight rather than its bias
    Optional<Tensor> forgotten =
        y.leaves().stream()
            .filter(leaf -> !trained.contains(leaf))
            .max(Comparator.comparingInt((Tensor leaf) -> leaf.shape().rank()));
    if (forgotten.isPresent()) {
      throw InputException.at(at)
          .expected("every parameter that it uses among parameters(), to be trained")
          .found("one of shape " + forgotten.get().shape() + " that is not")
          .remedy("add its layer, or itself, to " + where + "; freeze() what is to stay as it is")
          .exception();
    }
  }

  // The shape of one event.
  private static Shape event(Shape shape) {
    return Shape.of(Arrays.copyOfRange(shape.sizes(), 1, shape.rank()));
  }
}
