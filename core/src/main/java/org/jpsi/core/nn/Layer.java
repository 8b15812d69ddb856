package org.jpsi.core.nn;

import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Layer of a network (PyTorch's Module): a function of tensors with trainable parameters. Forward
/// changes nothing, so many threads may call it.
public interface Layer {
  /// `[events, inputs]` to `[events, outputs]`.
  Tensor forward(Tensor x, Mode mode);

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

  /// Checks the values that were set, which may come from an untrusted file.
  ///
  /// @throws org.jpsi.core.errors.InputException where they are not valid for this layer
  default void verify() {}

  /// Draws the parameters' first values.
  default void initialize(Rng rng) {}

  /// The number of outputs for a number of inputs; a width the layer does not take is an
  /// InputException.
  int outputs(int inputs);

  /// The description from which this layer can be built again, without its parameters' values.
  LayerSpec spec();
}
