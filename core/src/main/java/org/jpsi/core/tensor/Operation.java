package org.jpsi.core.tensor;

import java.util.List;

/// Differentiable operation, a node of the computation graph: what was computed from which tensors.
/// Forward and backward stand together in one record, the formula above it. Both write into arrays
/// they are given, so that a recorded step can run them again in place.
interface Operation {
  List<Tensor> inputs();

  /// The shape of the output.
  Shape shape();

  /// Writes the output's values, which begin at index 0 of an array of their own.
  void forward(Tensor output);

  /// Adds to the adjoint (the derivative of the scalar at the end) of each input that needs one.
  void backward(Tensor output, Backpropagation adjoints);
}
