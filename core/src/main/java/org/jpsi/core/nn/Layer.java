package org.jpsi.core.nn;

import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Layer of a network (PyTorch's Module): a function of tensors with trainable parameters. Forward
/// changes nothing, so many threads may call it.
///
/// A layer of one's own writes {@link #forward(Tensor, Mode)}. One that has layers inside names
/// them by {@link #children}, one with parameters of its own by {@link #ownParameters}; names,
/// first weights, statistics and shapes follow from these.
@FunctionalInterface
public interface Layer {
  /// The outputs of some events, `[events, inputs]` to `[events, outputs]`; either may have more
  /// axes, as {@link #outputs} says.
  Tensor forward(Tensor x, Mode mode);

  /// The outputs of events with several inputs by name, masks among them. There must be one, unless
  /// this is a {@link MultiInputLayer} or a network that begins with one.
  default Tensor forward(Inputs<Tensor> inputs, Mode mode) {
    return forward(inputs.only(), mode);
  }

  /// The layers inside, by name (PyTorch's `named_children`), in a fixed order: `Children.of(
  /// "hidden", hidden, "out", out)`. A layer that is left out is never trained, which the first
  /// step of a training refuses.
  default SequencedMap<String, Layer> children() {
    return Children.NONE;
  }

  /// The trainable parameters of this layer itself, without those of its {@link #children}.
  default List<Parameter> ownParameters() {
    return List.of();
  }

  /// The buffers of this layer itself: see {@link #buffers}.
  default List<Parameter> ownBuffers() {
    return List.of();
  }

  /// Draws the first values of {@link #ownParameters}.
  default void initializeOwn(Rng rng) {}

  /// The trainable parameters, in a fixed order, under names unique in this layer: its own, then
  /// those of each child under `child.name`.
  default List<Parameter> parameters() {
    return Children.all(this, Layer::ownParameters, Layer::parameters);
  }

  /// The buffers (PyTorch's term): values of the model that are not trained by gradients but set by
  /// a pass in {@link Mode.Calibration}, such as the statistics of {@link BatchNorm}. Named and
  /// ordered as the parameters are.
  default List<Parameter> buffers() {
    return Children.all(this, Layer::ownBuffers, Layer::buffers);
  }

  /// Draws the parameters' first values: its own from `rng`, those of a child from the stream of
  /// the child's name.
  default void initialize(Rng rng) {
    initializeOwn(rng);
    Children.inside(this).forEach((name, child) -> child.initialize(rng.child(name)));
  }

  /// Sets {@link #buffers()} from training events as they reach this layer in inference, and
  /// returns its output for them: a pass in {@link Mode.Calibration}. Training calls it, from one
  /// thread alone, before the network is used.
  default Tensor calibrate(Tensor x) {
    return forward(x, Mode.calibration());
  }

  /// The same for several inputs by name.
  default Tensor calibrate(Inputs<Tensor> inputs) {
    return inputs.names().size() == 1
        ? calibrate(inputs.only())
        : forward(inputs, Mode.calibration());
  }

  /// Freezes all parameters (PyTorch's `requires_grad_(False)`): see {@link Parameter#freeze}.
  default void freeze() {
    parameters().forEach(Parameter::freeze);
  }

  /// Takes back {@link #freeze}.
  default void unfreeze() {
    parameters().forEach(Parameter::unfreeze);
  }

  /// Checks the values that were set, which may come from an untrusted file.
  ///
  /// @throws org.jpsi.core.errors.InputException where they are not valid for this layer
  default void verify() {
    Children.inside(this).values().forEach(Layer::verify);
  }

  /// The shape of one event's outputs for that of its inputs, both without the axis of events:
  /// `[inputs]` to `[outputs]`; found by a pass of zeros in inference unless the layer says it. A
  /// shape the layer does not take is an InputException.
  default Shape outputs(Shape inputs) {
    return OutputShapes.of(this, Inputs.single(inputs), x -> forward(x.only(), Mode.inference()));
  }

  /// The same for several inputs by name.
  default Shape outputs(Inputs<Shape> inputs) {
    return outputs(inputs.only());
  }

  /// Whether NaN in a feature of its only input, `[events, features]`, stands for a missing value
  /// that it takes: training refuses NaN anywhere else.
  default boolean missingValues(int feature) {
    return false;
  }

  /// The description from which this layer can be built again, without its parameters' values: by
  /// default the class's simple name and the children's descriptions.
  default LayerSpec spec() {
    return Children.spec(this);
  }
}
