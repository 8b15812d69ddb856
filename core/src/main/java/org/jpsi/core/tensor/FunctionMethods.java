package org.jpsi.core.tensor;

import org.jpsi.core.tensor.FunctionOp.ElementaryFunction;

/// More elementary functions, beside those of {@link ElementwiseMethods}. They pass NaN through.
sealed interface FunctionMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The sine, of x in radians, right to 0.501 units in the last place however large x is; NaN for
  /// infinities.
  default Tensor sin() {
    return FunctionOp.of(ElementaryFunction.SIN, self());
  }

  /// The cosine, as right as {@link #sin}.
  default Tensor cos() {
    return FunctionOp.of(ElementaryFunction.COS, self());
  }

  /// The error function, `2 / sqrt(pi)` times the integral of `exp(-t^2)` from 0 to x.
  default Tensor erf() {
    return FunctionOp.of(ElementaryFunction.ERF, self());
  }

  /// `log(1 + x)`, right where x is small.
  default Tensor log1p() {
    return FunctionOp.of(ElementaryFunction.LOG1P, self());
  }

  /// `exp(x) - 1`, right where x is small.
  default Tensor expm1() {
    return FunctionOp.of(ElementaryFunction.EXPM1, self());
  }

  /// The largest whole number up to x; its gradient is 0.
  default Tensor floor() {
    return FunctionOp.of(ElementaryFunction.FLOOR, self());
  }
}
