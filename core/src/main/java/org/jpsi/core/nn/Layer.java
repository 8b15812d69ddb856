package org.jpsi.core.nn;

import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layer of a network (PyTorch's Module): a function of tensors with trainable parameters. Forward
/// changes nothing, so many threads may call it.
public interface Layer {
  /// The outputs of some events, `[events, inputs]` to `[events, outputs]`; either may have more
  /// axes, as {@link #outputs} says.
  Tensor forward(Tensor x, Mode mode);

  /// The outputs of events with several inputs by name, masks among them. There must be one, unless
  /// this is a {@link MultiInputLayer} or a network that begins with one.
  default Tensor forward(Inputs<Tensor> inputs, Mode mode) {
    return forward(inputs.only(), mode);
  }

  /// The trainable parameters, in a fixed order, under names unique in this layer.
  default List<Parameter> parameters() {
    return List.of();
  }

  /// The buffers (PyTorch's term): values of the model that are not trained by gradients, such as
  /// the statistics of {@link BatchNorm}. Like parameters in a fixed order, under names unique in
  /// this layer.
  default List<Parameter> buffers() {
    return List.of();
  }

  /// Sets {@link #buffers()} from training events as they reach this layer in inference, and
  /// returns its output for them. Training calls it, from one thread alone, before the network is
  /// used.
  default Tensor calibrate(Tensor x) {
    return forward(x, Mode.inference());
  }

  /// The same for several inputs by name. A {@link MultiInputLayer} with buffers implements it.
  default Tensor calibrate(Inputs<Tensor> inputs) {
    return buffers().isEmpty() ? forward(inputs, Mode.inference()) : calibrate(inputs.only());
  }

  /// Checks the values that were set, which may come from an untrusted file.
  ///
  /// @throws org.jpsi.core.errors.InputException where they are not valid for this layer
  default void verify() {}

  /// Draws the parameters' first values.
  default void initialize(Rng rng) {}

  /// The shape of one event's outputs for that of its inputs, both without the axis of events:
  /// `[inputs]` to `[outputs]`. A shape the layer does not take is an InputException.
  Shape outputs(Shape inputs);

  /// The same for several inputs by name.
  default Shape outputs(Inputs<Shape> inputs) {
    return outputs(inputs.only());
  }

  /// The description from which this layer can be built again, without its parameters' values.
  LayerSpec spec();
}
