package org.jpsi.core.tensor;

/// Matrix products, and reductions along axes. Axes given by number disappear; negative ones count
/// from the end; without any it is all elements. {@link #axes} has the rest: kept axes, other
/// corrections.
sealed interface ReductionMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Matrix product (NumPy's matmul): `[.., m, k]` times `[.., k, n]` gives `[.., m, n]`, the
  /// leading axes broadcast; a vector is a row on the left, a column on the right, and that axis
  /// disappears.
  default Tensor matmul(Tensor other) {
    return MatrixProductOps.matmul(self(), other);
  }

  /// Linear layer, `x W^T + b`: `[events, .., in]`, weight `[out, in]`, bias `[out]` give `[events,
  /// .., out]`.
  default Tensor linear(Tensor weight, Tensor bias) {
    return ViewOp.onRows(
        self(), rows -> Tensor.of(MatrixProductOps.LinearOp.of(rows, weight, bias)));
  }

  /// Dot product, the sum of `w x` in float64, rounded once: a scalar. Both have the same shape.
  default Tensor dot(Tensor other) {
    return Tensor.of(SumOp.Dot.of(self(), other));
  }

  /// Reductions over some axes, all if none is given: `x.axes(0).keepDims().mean()`.
  default Axes axes(int... axes) {
    return Axes.of(self(), axes);
  }

  /// The sum of all elements, in float64, rounded once: a scalar.
  default Tensor sum() {
    return Tensor.of(new SumOp.All(self()));
  }

  default Tensor sum(int... axes) {
    return axes(axes).sum();
  }

  default Tensor mean(int... axes) {
    return axes(axes).mean();
  }

  /// The variance, unbiased for a sample: `sum of (x - mean)^2 / (n - 1)`, in float64; NaN of one
  /// element.
  default Tensor variance(int... axes) {
    return axes(axes).variance(1);
  }

  /// The root of {@link #variance}; where that is 0 no gradient passes.
  default Tensor std(int... axes) {
    return axes(axes).std(1);
  }

  /// The Euclidean norm, the root of the sum of squares; at 0 no gradient passes.
  default Tensor norm(int... axes) {
    return axes(axes).norm();
  }

  /// The largest element, NaN before all; equal ones share the gradient evenly (as PyTorch's amax),
  /// and if one is NaN those that are get it.
  default Tensor max(int... axes) {
    return axes(axes).max();
  }

  /// The smallest element, NaN before all; equal ones share the gradient evenly, and if one is NaN
  /// those that are get it.
  default Tensor min(int... axes) {
    return axes(axes).min();
  }

  /// The index of the first largest element, or of the first NaN if there is one, as float32.
  default Tensor argMax(int... axes) {
    return axes(axes).argMax();
  }

  /// The index of the first smallest element, or of the first NaN if there is one, as float32.
  default Tensor argMin(int... axes) {
    return axes(axes).argMin();
  }

  /// `log of the sum of exp(x)` along the last axis; no overflow. Of nothing but minus infinity it
  /// is that, with a gradient of NaN.
  default Tensor logSumExp() {
    return logSumExp(-1);
  }

  default Tensor logSumExp(int axis) {
    return axes(axis).logSumExp();
  }

  /// `exp(x) / sum of exp(x)` along the last axis. Infinity takes all (PyTorch: NaN); a row of
  /// nothing but minus infinity has no softmax: NaN, as in PyTorch. For rows that a mask may empty
  /// there is {@link #maskedSoftmax(Tensor)}.
  default Tensor softmax() {
    return softmax(-1);
  }

  default Tensor softmax(int axis) {
    return axes(axis).softmax();
  }

  /// `x - logSumExp(x)` along the last axis, the logarithm of {@link #softmax()}, where that is
  /// infinite or NaN too.
  default Tensor logSoftmax() {
    return logSoftmax(-1);
  }

  default Tensor logSoftmax(int axis) {
    return axes(axis).logSoftmax();
  }

  /// The sum along axes, all if none is given, of the elements where `mask` is not 0; 0 where there
  /// is none. The mask (1 and 0, as a batch has it) broadcasts to this shape as in NumPy: `[events,
  /// 20, 1]` for `[events, 20, features]`, `[events, 1, 20]` for scores `[events, 20, 20]` of 20
  /// keys. What it leaves out may be anything, NaN too, and gets no gradient.
  default Tensor maskedSum(Tensor mask, int... axes) {
    return axes(axes).maskedSum(mask);
  }

  /// The mean of the elements where `mask` is not 0; 0 where there is none.
  default Tensor maskedMean(Tensor mask, int... axes) {
    return axes(axes).maskedMean(mask);
  }

  /// The largest element where `mask` is not 0, NaN before all; 0 where there is none. Equal ones
  /// share the gradient evenly.
  default Tensor maskedMax(Tensor mask, int... axes) {
    return axes(axes).maskedMax(mask);
  }

  /// The softmax along the last axis over the elements where `mask` is not 0; 0 elsewhere, so a row
  /// that is masked whole is 0 (PyTorch: NaN).
  default Tensor maskedSoftmax(Tensor mask) {
    return maskedSoftmax(mask, -1);
  }

  default Tensor maskedSoftmax(Tensor mask, int axis) {
    return axes(axis).maskedSoftmax(mask);
  }
}
