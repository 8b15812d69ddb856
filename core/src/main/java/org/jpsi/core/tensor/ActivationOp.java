package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Activations;
import org.jpsi.core.kernel.Kernels;

/// Activation operation: one {@link ActivationFunction} of each element.
///
/// @param parameter of the function: the negative slope of leaky ReLU, or alpha of ELU
/// @param saved by forward for backward
/// @param scratch of backward
/// @param buffer for the input where it does not begin at index 0
record ActivationOp(
    ActivationFunction function,
    Tensor x,
    float parameter,
    Scratch saved,
    Scratch scratch,
    float[] buffer)
    implements SameShapeOp {
  // Beyond it these functions are 0 or linear; an infinite x would meet a factor of 0 there.
  private static final float BOUND = 200;
  private static final float ROOT_OF_TWO_PI = 2.5066283f;

  enum ActivationFunction {
    /// `y = max(x, 0) + a min(x, 0)`; `dx = g` where `x > 0`, else `a g`.
    LEAKY_RELU(0) {
      @Override
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.leakyRelu(x, y, a, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          float above = Math.max(Math.signum(x[i]), 0f);
          dx[i] += g[i] * (above + a * (1 - above));
        }
      }
    },
    /// `y = max(x, 0) + a (exp(min(x, 0)) - 1)`; `dx = g` where `x > 0`, else `a exp(x) g`.
    ELU(2) {
      @Override
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.elu(x, y, a, saved, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {
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
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.gelu(x, y, saved, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          scratch[i] = -0.5f * x[i] * x[i];
        }
        Kernels.INSTANCE.exp(scratch, 0, scratch, 0, n);
        for (int i = 0; i < n; i++) {
          float bounded = Math.max(-BOUND, Math.min(x[i], BOUND));
          dx[i] += g[i] * (saved[i] + bounded * (scratch[i] / ROOT_OF_TWO_PI));
        }
      }
    },
    /// `y = x s` with `s = sigmoid(x)`; `dx = g s (1 + x (1 - s))`.
    SILU(1) {
      @Override
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.silu(x, y, saved, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {
        for (int i = 0; i < n; i++) {
          float bounded = Math.max(-BOUND, Math.min(x[i], BOUND));
          dx[i] += g[i] * (saved[i] * (1 + bounded * (1 - saved[i])));
        }
      }
    },
    /// `y = x t` with `t = tanh(log(1 + exp(x)))`; `dx = g (t + x sigmoid(x) (1 - t^2))`, both by
    /// `exp(x)`, which forward saves.
    MISH(1) {
      @Override
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.mish(x, y, saved, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {
        Activations.mishBackward(g, x, saved, dx, n);
      }
    },
    /// `y = 1` where `x > 0`, else 0; no gradient passes.
    STEP(0) {
      @Override
      void forward(float[] x, float[] y, float a, float[] saved, int n) {
        Activations.step(x, y, n);
      }

      @Override
      void backward(
          float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n) {}
    };

    private final int arrays;

    ActivationFunction(int arrays) {
      this.arrays = arrays;
    }

    abstract void forward(float[] x, float[] y, float a, float[] saved, int n);

    abstract void backward(
        float[] g, float[] x, float[] dx, float a, float[] saved, float[] scratch, int n);
  }

  static Tensor of(ActivationFunction function, Tensor x, double parameter) {
    return Tensor.of(
        new ActivationOp(function, x, (float) parameter, new Scratch(), new Scratch(), x.buffer()));
  }

  @Override
  public void forward(Tensor output) {
    function.forward(x.fromZero(buffer), output.data(), parameter, savedValues(), x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      float[] own = scratch.floats(function.arrays > 1 ? x.count() : 0);
      function.backward(
          adjoints.of(output), x.fromZero(buffer), dx, parameter, savedValues(), own, x.count());
    }
  }

  private float[] savedValues() {
    return saved.floats(function.arrays > 0 ? x.count() : 0);
  }
}
