package org.jpsi.core.tensor;

import java.util.List;

/// Gradient reversal (Ganin and Lempitsky, arXiv:1409.7495): `y = x`, `dx = -factor g`.
///
/// @param factor a scalar, which gets no gradient
record GradientReversalOp(Tensor x, Tensor factor) implements SameShapeOp {
  static Tensor of(Tensor x, Tensor factor) {
    if (factor.count() != 1) {
      throw new IllegalArgumentException(
          "reverseGradient: expected a factor of one element, found " + factor.shape());
    }
    return Tensor.of(new GradientReversalOp(x, factor.detach()));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x, factor);
  }

  @Override
  public void forward(Tensor output) {
    System.arraycopy(x.data(), x.offset(), output.data(), output.offset(), x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] dx = adjoints.accumulator(x);
    float scale = -factor.data()[factor.offset()];
    for (int i = 0; dx != null && i < dx.length; i++) {
      dx[i] += scale * g[i];
    }
  }
}
