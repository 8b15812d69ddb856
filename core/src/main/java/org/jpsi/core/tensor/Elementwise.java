package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Loops;

/// Functions of each element alone.
record Elementwise(Kind kind, Tensor x) implements Operation {
  enum Kind {
    /// `y = -x`; `dx = -g`.
    NEGATE {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = -x[p + i];
        }
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] -= g[i];
        }
      }
    },
    /// `y = max(x, 0)`; `dx = g` where `y > 0`.
    RELU {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Loops.relu(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += y[o + i] <= 0 ? 0 : g[i];
        }
      }
    },
    /// `y = 1 / (1 + exp(-x))`; `dx = g y (1 - y)`.
    SIGMOID {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Kernels.INSTANCE.sigmoid(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * y[o + i] * (1 - y[o + i]);
        }
      }
    },
    /// `y = tanh(x)`; `dx = g (1 - y^2)`.
    TANH {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Kernels.INSTANCE.tanh(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * (1 - y[o + i] * y[o + i]);
        }
      }
    },
    /// `y = exp(x)`; `dx = g y`.
    EXP {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Kernels.INSTANCE.exp(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * y[o + i];
        }
      }
    },
    /// `y = log(x)`; `dx = g / x`.
    LOG {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Kernels.INSTANCE.log(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] / x[p + i];
        }
      }
    },
    /// `y = log(1 + exp(x))`; `dx = g sigmoid(x)`.
    SOFTPLUS {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        Kernels.INSTANCE.softplus(x, p, y, o, n);
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        float[] s = new float[n];
        Kernels.INSTANCE.sigmoid(x, p, s, 0, n);
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * s[i];
        }
      }
    },
    /// `y = x^2`; `dx = 2 g x`.
    SQUARE {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = x[p + i] * x[p + i];
        }
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += 2 * g[i] * x[p + i];
        }
      }
    },
    /// `y = |x|`; `dx = g sign(x)`, 0 at 0.
    ABS {
      @Override
      void forward(float[] x, int p, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = Math.abs(x[p + i]);
        }
      }

      @Override
      void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n) {
        for (int i = 0; i < n; i++) {
          dx[i] += g[i] * Math.signum(x[p + i]);
        }
      }
    };

    abstract void forward(float[] x, int p, float[] y, int o, int n);

    abstract void backward(float[] g, float[] x, int p, float[] y, int o, float[] dx, int n);
  }

  static Tensor of(Kind kind, Tensor x) {
    return Tensor.of(new Elementwise(kind, x));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(x);
  }

  @Override
  public Shape shape() {
    return x.shape();
  }

  @Override
  public void forward(Tensor output) {
    kind.forward(x.values(), x.offset(), output.values(), output.offset(), x.count());
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    float[] dx = adjoints.into(x);
    if (dx != null) {
      kind.backward(
          adjoints.of(output),
          x.values(),
          x.offset(),
          output.values(),
          output.offset(),
          dx,
          x.count());
    }
  }
}
