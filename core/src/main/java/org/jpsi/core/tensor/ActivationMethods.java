package org.jpsi.core.tensor;

import java.util.List;

/// Activation functions, beside those of {@link ElementwiseMethods}, and normalization (as in
/// torch.nn.functional).
sealed interface ActivationMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Leaky ReLU: `x` where positive, else `slope x`.
  default Tensor leakyRelu(double slope) {
    return ActivationOp.of(ActivationOp.ActivationFunction.LEAKY_RELU, self(), slope);
  }

  /// ELU: `x` where positive, else `alpha (exp(x) - 1)`.
  default Tensor elu(double alpha) {
    return ActivationOp.of(ActivationOp.ActivationFunction.ELU, self(), alpha);
  }

  /// GELU: `x P(x)`, with the normal distribution function P: the exact form.
  default Tensor gelu() {
    return ActivationOp.of(ActivationOp.ActivationFunction.GELU, self(), 0);
  }

  /// SiLU (swish): `x sigmoid(x)`.
  default Tensor silu() {
    return ActivationOp.of(ActivationOp.ActivationFunction.SILU, self(), 0);
  }

  /// Mish: `x tanh(log(1 + exp(x)))`.
  default Tensor mish() {
    return ActivationOp.of(ActivationOp.ActivationFunction.MISH, self(), 0);
  }

  /// Heaviside step: 1 where positive, else 0; passes no gradient.
  default Tensor step() {
    return ActivationOp.of(ActivationOp.ActivationFunction.STEP, self(), 0);
  }

  /// Gradient reversal: these values, with a gradient that is multiplied by `-factor` (a scalar,
  /// such as {@link Scalar#tensor}) on its way back.
  default Tensor reverseGradient(Tensor factor) {
    return GradientReversalOp.of(self(), factor);
  }

  /// Batch normalization: each column of `[events, n]` standardized to mean 0 and variance 1 over
  /// these events, times `gain` plus `bias`, both `[n]`.
  default Tensor batchNorm(Tensor gain, Tensor bias, double epsilon) {
    return Tensor.of(NormalizationOps.BatchNormOp.of(self(), null, null, gain, bias, epsilon));
  }

  /// Batch normalization with given `mean` and `variance`, `[n]`; no gradient passes to them.
  default Tensor batchNorm(Tensor mean, Tensor variance, Tensor gain, Tensor bias, double epsilon) {
    return Tensor.of(NormalizationOps.BatchNormOp.of(self(), mean, variance, gain, bias, epsilon));
  }

  /// Layer normalization: each row of `[events, .., n]` standardized to mean 0 and variance 1,
  /// times `gain` plus `bias`, both `[n]`.
  default Tensor layerNorm(Tensor gain, Tensor bias, double epsilon) {
    return ViewOp.onRows(
        self(), rows -> Tensor.of(NormalizationOps.LayerNormOp.of(rows, gain, bias, epsilon)));
  }

  /// Encoding of the columns of a table `[events, columns]` as inputs of a network, `[events,
  /// outputs]`. Of a number x, with `c = x / sqrt(1 + (x / 3)^2)`: c, a smooth clipping
  /// (Holzmueller et al., arXiv:2407.04491); `asinh(x)`, which keeps tails; and a linear map of
  /// `cos(2 pi c frequency + phase)`, its periodic embedding (Gorishniy et al., arXiv:2203.05556).
  /// Then indicators of levels, of missing values (of which all else is 0), and categories, as
  /// indicators or vectors. Each output is multiplied by a factor of its own. Outputs of one kind
  /// lie side by side, in the order of the columns.
  ///
  /// No gradient passes to categories, and none to numbers by their indicators. A category out of
  /// range is an IllegalArgumentException.
  ///
  /// @param parameters where numbers have a periodic embedding its frequencies and phases, each
  ///   `[numbers, frequencies]`, weights `[numbers, width, frequencies]` and biases `[numbers,
  ///   width]`; then the factors `[outputs]`; then a table `[categories, width]` for each category
  ///   that becomes a vector
  default Tensor encodeColumns(TabularColumns columns, List<Tensor> parameters) {
    return TabularOp.of(self(), columns, parameters);
  }
}
