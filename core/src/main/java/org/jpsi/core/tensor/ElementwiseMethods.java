package org.jpsi.core.tensor;

/// Elementwise arithmetic, functions and comparisons; shapes of two tensors are broadcast as NumPy
/// does.
sealed interface ElementwiseMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  default Tensor add(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.ADD, self(), other);
  }

  default Tensor add(float other) {
    return add(Tensor.scalar(other));
  }

  default Tensor sub(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.SUB, self(), other);
  }

  default Tensor sub(float other) {
    return sub(Tensor.scalar(other));
  }

  default Tensor mul(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.MUL, self(), other);
  }

  default Tensor mul(float other) {
    return mul(Tensor.scalar(other));
  }

  /// The quotient; `0 / 0` is NaN.
  default Tensor div(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.DIV, self(), other);
  }

  default Tensor div(float other) {
    return div(Tensor.scalar(other));
  }

  /// `x^exponent` as C's powf has it at 0 (`0^0 = 1`), infinities and NaN, right to the last bit
  /// but one. The derivative by a base whose exponent is 0, and by the exponent of a base of 0, is
  /// 0.
  default Tensor pow(Tensor exponent) {
    return BinaryOp.of(BinaryOp.BinaryOperator.POW, self(), exponent);
  }

  default Tensor pow(float exponent) {
    return pow(Tensor.scalar(exponent));
  }

  /// The larger of both, NaN before all; equal ones share the gradient.
  default Tensor maximum(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.MAXIMUM, self(), other);
  }

  default Tensor maximum(float other) {
    return maximum(Tensor.scalar(other));
  }

  /// The smaller of both, NaN before all; equal ones share the gradient.
  default Tensor minimum(Tensor other) {
    return BinaryOp.of(BinaryOp.BinaryOperator.MINIMUM, self(), other);
  }

  default Tensor minimum(float other) {
    return minimum(Tensor.scalar(other));
  }

  default Tensor neg() {
    return UnaryOp.of(UnaryOp.UnaryFunction.NEGATE, self());
  }

  /// `max(x, 0)`; its gradient at 0 is 0.
  default Tensor relu() {
    return UnaryOp.of(UnaryOp.UnaryFunction.RELU, self());
  }

  default Tensor sigmoid() {
    return UnaryOp.of(UnaryOp.UnaryFunction.SIGMOID, self());
  }

  default Tensor tanh() {
    return UnaryOp.of(UnaryOp.UnaryFunction.TANH, self());
  }

  default Tensor exp() {
    return UnaryOp.of(UnaryOp.UnaryFunction.EXP, self());
  }

  /// The natural logarithm.
  default Tensor log() {
    return UnaryOp.of(UnaryOp.UnaryFunction.LOG, self());
  }

  /// `log(1 + exp(x))`, without overflow.
  default Tensor softplus() {
    return Tensor.of(new SoftplusOp(self()));
  }

  default Tensor square() {
    return UnaryOp.of(UnaryOp.UnaryFunction.SQUARE, self());
  }

  /// The square root; its gradient at 0 is infinite. For lengths there is {@link
  /// ReductionMethods#norm}.
  default Tensor sqrt() {
    return UnaryOp.of(UnaryOp.UnaryFunction.SQRT, self());
  }

  /// `1 / x`.
  default Tensor reciprocal() {
    return UnaryOp.of(UnaryOp.UnaryFunction.RECIPROCAL, self());
  }

  /// `|x|`; its gradient at 0 is 0.
  default Tensor abs() {
    return UnaryOp.of(UnaryOp.UnaryFunction.ABS, self());
  }

  /// -1, 0 or 1 as the element is negative, 0 or positive, NaN as it is NaN; its gradient is 0.
  default Tensor sign() {
    return UnaryOp.of(UnaryOp.UnaryFunction.SIGN, self());
  }

  /// Elements clamped to `[low, high]`; the gradient passes between the bounds, not at them (as in
  /// PyTorch, and as ReLU at 0). NaN stays.
  default Tensor clamp(float low, float high) {
    return Tensor.of(new ClampOp(self(), low, high));
  }

  /// Inverted dropout: each element is kept with probability `1 - rate` and then divided by it,
  /// else 0. Element `e` of event `i` uses random number `(firstEvent + i) * elements + e`. An
  /// event has one row of the first axis, or several where the stream knows how many events there
  /// are and the axis is a multiple of them, such as `[events * n, features]`.
  default Tensor dropout(double rate, RandomStream random) {
    return Tensor.of(DropoutOp.of(self(), rate, random));
  }

  /// This tensor's elements where `condition` is not 0, elsewhere those of `other`.
  default Tensor where(Tensor condition, Tensor other) {
    return WhereOp.of(condition, self(), other);
  }

  default Tensor where(Tensor condition, float other) {
    return where(condition, Tensor.scalar(other));
  }

  /// 1 where both are equal, else 0. No gradient passes a comparison.
  default Tensor eq(Tensor other) {
    return ComparisonOp.of(ComparisonOp.EQ, self(), other);
  }

  default Tensor eq(float other) {
    return eq(Tensor.scalar(other));
  }

  /// 1 where they differ, else 0; NaN differs from all.
  default Tensor ne(Tensor other) {
    return ComparisonOp.of(ComparisonOp.NE, self(), other);
  }

  default Tensor ne(float other) {
    return ne(Tensor.scalar(other));
  }

  /// 1 where this is less, else 0.
  default Tensor lt(Tensor other) {
    return ComparisonOp.of(ComparisonOp.LT, self(), other);
  }

  default Tensor lt(float other) {
    return lt(Tensor.scalar(other));
  }

  /// 1 where this is at most the other, else 0.
  default Tensor le(Tensor other) {
    return ComparisonOp.of(ComparisonOp.LE, self(), other);
  }

  default Tensor le(float other) {
    return le(Tensor.scalar(other));
  }

  /// 1 where this is greater, else 0.
  default Tensor gt(Tensor other) {
    return ComparisonOp.of(ComparisonOp.LT, other, self());
  }

  default Tensor gt(float other) {
    return gt(Tensor.scalar(other));
  }

  /// 1 where this is at least the other, else 0.
  default Tensor ge(Tensor other) {
    return ComparisonOp.of(ComparisonOp.LE, other, self());
  }

  default Tensor ge(float other) {
    return ge(Tensor.scalar(other));
  }
}
