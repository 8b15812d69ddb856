package org.jpsi.core.nn;

import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// A function of tensors with parameters that can be learned. Forward changes nothing, so many
/// threads may call it.
public interface Layer {
  /// `[events, inputs]` to `[events, outputs]`.
  Tensor forward(Tensor x, Mode mode);

  /// What is learned, in a fixed order, under names unique in this layer.
  default List<Parameter> parameters() {
    return List.of();
  }

  /// What is kept beside the parameters, is not learned, and belongs to the model: the statistics
  /// of {@link BatchNorm}. Like parameters in a fixed order, under names unique in this layer.
  default List<Parameter> buffers() {
    return List.of();
  }

  /// Sets {@link #buffers()} from training events as they reach this layer when the network is
  /// used, and gives what it makes of them. Whoever trains calls it, with no other thread about,
  /// before the network is used.
  default Tensor calibrate(Tensor x) {
    return forward(x, Mode.inference());
  }

  /// Looks at the numbers that were set, which a file of any origin may have held.
  ///
  /// @throws org.jpsi.core.errors.InputException where they cannot be those of this layer
  default void verify() {}

  /// Draws the parameters' first values.
  default void initialize(Rng rng) {}

  /// The number of outputs for a number of inputs; a width the layer does not take is an
  /// InputException.
  int outputs(int inputs);

  /// What is needed to build this layer again, without its parameters' values.
  LayerSpec spec();
}
