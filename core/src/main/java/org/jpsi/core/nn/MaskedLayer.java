package org.jpsi.core.nn;

import org.jpsi.core.tensor.Tensor;

/// Layer of sets, such as the jets of an event, `[events, n, features]`, whose mask `[events, n]`
/// is 1 where there is a constituent and 0 where there is padding. {@link Constituents} hands the
/// mask to every such layer inside; a layer of one's own calls {@link #forward(Tensor, Tensor,
/// Mode)}.
public interface MaskedLayer extends Layer {
  /// The outputs, which depend on no values of padding.
  ///
  /// @param mask `[events, n]`, 1 or 0
  Tensor forward(Tensor x, Tensor mask, Mode mode);

  // A layer in a network of sets: containers pass the mask on.
  static Tensor forward(Layer layer, Tensor x, Tensor mask, Mode mode, int i) {
    return switch (layer) {
      case MaskedLayer masked -> masked.forward(x, mask, mode.child(i));
      case Sequential sequential ->
          Constituents.forward(sequential.layers(), x, mask, mode.child(i));
      case Residual residual ->
          x.add(Constituents.forward(residual.layers(), x, mask, mode.child(i)));
      default -> Sequential.forward(layer, x, mode, i);
    };
  }
}
