package org.jpsi.core.kernel;

/// Activation functions of arrays, beside those of {@link Kernels}: what tensors and the inference
/// of single events both compute. They read `n` values of `x` from index 0 and write `y`, which may
/// be the same array; `scratch` is another array of as many.
public final class Activations {
  // Beyond it GELU, SiLU and Mish are 0 or linear; an infinite x would meet a factor of 0 there.
  private static final float BOUND = 200;

  // Beyond it mish is x in float32, and the square of exp(x) no infinity.
  private static final float MISH_LINEAR = 20;

  private Activations() {}

  /// `y = max(x, 0)`, as {@link Kernels#relu}, which is for many values: of an event's few this
  /// form is vectorized from the beginning.
  public static void relu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /// `y = max(x, 0) + slope min(x, 0)`.
  public static void leakyRelu(float[] x, float[] y, float slope, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f) + slope * Math.min(x[i], 0f);
    }
  }

  /// `y = max(x, 0) + alpha (exp(min(x, 0)) - 1)`.
  public static void elu(float[] x, float[] y, float alpha, float[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      scratch[i] = Math.min(x[i], 0f);
    }
    Kernels.INSTANCE.expm1(scratch, 0, scratch, 0, n);
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f) + alpha * scratch[i];
    }
  }

  /// `y = x P(x)` with the normal distribution function P, which stays in `scratch`.
  public static void gelu(float[] x, float[] y, float[] scratch, int n) {
    Kernels.INSTANCE.normalCdf(x, 0, scratch, 0, n);
    timesBounded(x, scratch, y, n);
  }

  /// `y = x s` with `s = sigmoid(x)`, which stays in `scratch`.
  public static void silu(float[] x, float[] y, float[] scratch, int n) {
    Kernels.INSTANCE.sigmoid(x, 0, scratch, 0, n);
    timesBounded(x, scratch, y, n);
  }

  /// `y = x tanh(log(1 + exp(x)))`, which is `x n / (n + 2)` with `n = e (e + 2)` and `e = exp(x)`;
  /// e stays in `scratch`.
  public static void mish(float[] x, float[] y, float[] scratch, int n) {
    for (int i = 0; i < n; i++) {
      scratch[i] = Math.min(x[i], MISH_LINEAR);
    }
    Kernels.INSTANCE.exp(scratch, 0, scratch, 0, n);
    for (int i = 0; i < n; i++) {
      float e = scratch[i];
      float m = e * (e + 2);
      y[i] = Math.max(x[i], -BOUND) * (m / (m + 2));
    }
  }

  /// `dx += g (r (n + 4 x e (e + 1) r))` with `r = 1 / (n + 2)`, the derivative of {@link #mish},
  /// whose e is in `exp`.
  public static void mishBackward(float[] g, float[] x, float[] exp, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      float bounded = Math.max(-BOUND, Math.min(x[i], BOUND));
      float e = exp[i];
      float m = e * (e + 2);
      float r = 1 / (m + 2);
      dx[i] += g[i] * (r * (m + bounded * (4 * e * (e + 1) * r)));
    }
  }

  /// `y = 1` where `x > 0`, else 0.
  public static void step(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(Math.signum(x[i]), 0f);
    }
  }

  /// `y = factor x`.
  public static void scale(float[] x, float[] y, float factor, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * factor;
    }
  }

  private static void timesBounded(float[] x, float[] factor, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], -BOUND) * factor[i];
    }
  }
}
