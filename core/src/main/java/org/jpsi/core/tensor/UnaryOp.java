package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Kernels;

/// Elementwise unary operation.
record UnaryOp(UnaryFunction function, Tensor x, float[] buffer) implements SameShapeOp {
  /// Elementwise function: value and gradient.
  enum UnaryFunction {
    /// `y = -x`; `dx = -g`.
    NEGATE {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = -x[i];
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] -= g[i];
        }
      }
    },
    /// `y = max(x, 0)`; `dx = g` where `y > 0`.
    RELU {
      @Override
      void forward(float[] x, float[] y, int n) {
        Kernels.INSTANCE.relu(x, 0, y, 0, n);
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        Kernels.INSTANCE.reluBackward(g, y, dx, n);
      }
    },
    /// `y = 1 / (1 + exp(-x))`; `dx = g y (1 - y)`.
    SIGMOID {
      @Override
      void forward(float[] x, float[] y, int n) {
        Kernels.INSTANCE.sigmoid(x, 0, y, 0, n);
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * y[i] * (1 - y[i]);
        }
      }
    },
    /// `y = tanh(x)`; `dx = g (1 - y^2)`.
    TANH {
      @Override
      void forward(float[] x, float[] y, int n) {
        Kernels.INSTANCE.tanh(x, 0, y, 0, n);
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * (1 - y[i] * y[i]);
        }
      }
    },
    /// `y = exp(x)`; `dx = g y`.
    EXP {
      @Override
      void forward(float[] x, float[] y, int n) {
        Kernels.INSTANCE.exp(x, 0, y, 0, n);
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * y[i];
        }
      }
    },
    /// `y = log(x)`; `dx = g / x`.
    LOG {
      @Override
      void forward(float[] x, float[] y, int n) {
        Kernels.INSTANCE.log(x, 0, y, 0, n);
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] / x[i];
        }
      }
    },
    /// `y = x^2`; `dx = 2 g x`.
    SQUARE {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = x[i] * x[i];
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += 2 * g[i] * x[i];
        }
      }
    },
    /// `y = |x|`; `dx = g sign(x)`, 0 at 0.
    ABS {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.abs(x[i]);
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * Math.signum(x[i]);
        }
      }
    },
    /// `y = sqrt(x)`; `dx = g / (2 y)`.
    SQRT {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = (float) Math.sqrt(x[i]);
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] / (2 * y[i]);
        }
      }
    },
    /// `y = 1 / x`; `dx = -g y^2`.
    RECIPROCAL {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = 1 / x[i];
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] -= g[i] * y[i] * y[i];
        }
      }
    },
    /// `y` = -1, 0 or 1 as x is negative, 0 or positive; no gradient passes.
    SIGN {
      @Override
      void forward(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.signum(x[i]);
        }
      }

      @Override
      void backward(float[] g, float[] x, float[] y, float[] dx, int n) {
        // its derivative is 0
      }
    };

    abstract void forward(float[] x, float[] y, int n);

    abstract void backward(float[] g, float[] x, float[] y, float[] dx, int n);
  }

  static Tensor of(UnaryFunction function, Tensor x) {
    return Tensor.of(new UnaryOp(function, x, x.buffer()));
  }

  @Override
  public void forward(Tensor output) {
    function.forward(x.fromZero(buffer), output.data(), x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      function.backward(adjoints.of(output), x.fromZero(buffer), output.data(), dx, x.count());
    }
  }
}
