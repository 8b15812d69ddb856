package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Kernels;

/// Functions of each element alone that bend a network between its layers.
///
/// @param setting of the kind: a slope, or where it saturates
/// @param kept what forward leaves to backward
/// @param scratch of backward
record ActivationOp(
    ActivationFunction kind, Tensor x, float setting, float[] kept, float[] scratch, float[] room)
    implements SameShapeOp {
  // Beyond it the bends are 0 or straight; an infinite x would meet a factor of 0 there.
  private static final float FAR = 200;
  private static final float ROOT_OF_TWO_PI = 2.5066283f;

  enum ActivationFunction {
    /// `y = max(x, 0) + a min(x, 0)`; `dx = g` where `x > 0`, else `a g`.
    LEAKY_RELU(0) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.max(x[i], 0f) + a * Math.min(x[i], 0f);
        }
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          float above = Math.max(Math.signum(x[i]), 0f);
          dx[i] += g[i] * (above + a * (1 - above));
        }
      }
    },
    /// `y = max(x, 0) + a (exp(min(x, 0)) - 1)`; `dx = g` where `x > 0`, else `a exp(x) g`.
    ELU(2) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        for (int i = 0; i < n; i++) {
          kept[i] = Math.min(x[i], 0f);
        }
        Kernels.INSTANCE.expm1(kept, 0, kept, 0, n);
        for (int i = 0; i < n; i++) {
          y[i] = Math.max(x[i], 0f) + a * kept[i];
        }
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          scratch[i] = Math.min(x[i], 0f);
        }
        Kernels.INSTANCE.exp(scratch, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
          float above = Math.max(Math.signum(x[i]), 0f);
          dx[i] += g[i] * (above + a * scratch[i] * (1 - above));
        }
      }
    },
    /// `y = x P(x)` with the normal distribution function P; `dx = g (P(x) + x p(x))` with its
    /// density `p(x) = exp(-x^2 / 2) / sqrt(2 pi)`.
    GELU(2) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        Kernels.INSTANCE.normalCdf(x, 0, kept, 0, n);
        timesBounded(x, kept, y, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          scratch[i] = -0.5f * x[i] * x[i];
        }
        Kernels.INSTANCE.exp(scratch, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
          float bounded = Math.max(-FAR, Math.min(x[i], FAR));
          dx[i] += g[i] * (kept[i] + bounded * (scratch[i] / ROOT_OF_TWO_PI));
        }
      }
    },
    /// `y = x s` with `s = sigmoid(x)`; `dx = g s (1 + x (1 - s))`.
    SILU(1) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        Kernels.INSTANCE.sigmoid(x, 0, kept, 0, n);
        timesBounded(x, kept, y, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          float bounded = Math.max(-FAR, Math.min(x[i], FAR));
          dx[i] += g[i] * (kept[i] * (1 + bounded * (1 - kept[i])));
        }
      }
    },
    /// `y = x t` with `t = tanh(log(1 + exp(x)))`, which is `(1 + 2e) / (1 + 2e + 2e^2)` with `e =
    /// exp(-x)`; `dx = g (t + x sigmoid(x) (1 - t^2))`.
    MISH(2) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        for (int i = 0; i < n; i++) {
          kept[i] = -Math.abs(x[i]);
        }
        Kernels.INSTANCE.exp(kept, 0, kept, 0, n);
        for (int i = 0; i < n; i++) {
          float e = kept[i];
          // of e = exp(-x) where x is positive, of exp(x) elsewhere: never infinite
          float more = x[i] > 0 ? 1 + 2 * e : e * (e + 2);
          kept[i] = more / (more + (x[i] > 0 ? 2 * e * e : 2));
        }
        timesBounded(x, kept, y, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {
        Kernels.INSTANCE.sigmoid(x, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
          float bounded = Math.max(-FAR, Math.min(x[i], FAR));
          dx[i] += g[i] * (kept[i] + bounded * scratch[i] * (1 - kept[i] * kept[i]));
        }
      }
    },
    /// `y = 1` where `x > 0`, else 0; no gradient passes.
    STEP(0) {
      @Override
      void forward(float[] x, float[] y, float a, float[] kept, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.max(Math.signum(x[i]), 0f);
        }
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n) {}
    };

    private final int arrays;

    ActivationFunction(int arrays) {
      this.arrays = arrays;
    }

    abstract void forward(float[] x, float[] y, float a, float[] kept, int n);

    abstract void backward(
        float[] g, float[] x, float[] dx, float a, float[] kept, float[] scratch, int n);
  }

  static Tensor of(ActivationFunction kind, Tensor x, double setting) {
    int n = x.count();
    float[] kept = new float[kind.arrays > 0 ? n : 0];
    float[] scratch = new float[kind.arrays > 1 ? n : 0];
    return Tensor.of(new ActivationOp(kind, x, (float) setting, kept, scratch, x.room()));
  }

  private static void timesBounded(float[] x, float[] factor, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], -FAR) * factor[i];
    }
  }

  @Override
  public void forward(Tensor output) {
    kind.forward(x.fromZero(room), output.values(), setting, kept, x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.into(x);
    if (dx != null) {
      kind.backward(adjoints.of(output), x.fromZero(room), dx, setting, kept, scratch, x.count());
    }
  }
}
