package org.jpsi.core.kernel;

/// The scalar forms; placeholders of the final polynomials.
final class Functions {
  private Functions() {}

  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float log1p(float x) {
    return (float) StrictMath.log1p(x);
  }

  static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  static float softplus(float x) {
    return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
  }
}
