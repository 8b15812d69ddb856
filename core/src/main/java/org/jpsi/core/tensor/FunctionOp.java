package org.jpsi.core.tensor;

import java.util.Arrays;
import org.jpsi.core.kernel.Kernels;

/// Elementary function of each element; `dx = g y'(x)`.
///
/// @param slope backward's scratch, for `y'(x)`
record FunctionOp(ElementaryFunction function, Tensor x, Scratch slope) implements SameShapeOp {
  private static final float TWO_OVER_ROOT_PI = 1.1283791f;

  /// Elementary function: value and derivative.
  enum ElementaryFunction {
    /// `y = sin(x)`; `y' = cos(x)`.
    SIN {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        Kernels.INSTANCE.sin(x, offset, y, 0, n);
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        Kernels.INSTANCE.cos(x, offset, slope, 0, n);
      }
    },
    /// `y = cos(x)`; `y' = -sin(x)`.
    COS {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        Kernels.INSTANCE.cos(x, offset, y, 0, n);
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        Kernels.INSTANCE.sin(x, offset, slope, 0, n);
        for (int i = 0; i < n; i++) {
          slope[i] = -slope[i];
        }
      }
    },
    /// `y = erf(x)`; `y' = 2 exp(-x^2) / sqrt(pi)`.
    ERF {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        Kernels.INSTANCE.erf(x, offset, y, 0, n);
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
          slope[i] = -x[offset + i] * x[offset + i];
        }
        Kernels.INSTANCE.exp(slope, 0, slope, 0, n);
        for (int i = 0; i < n; i++) {
          slope[i] *= TWO_OVER_ROOT_PI;
        }
      }
    },
    /// `y = log(1 + x)`; `y' = 1 / (1 + x)`.
    LOG1P {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        Kernels.INSTANCE.log1p(x, offset, y, 0, n);
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
          slope[i] = 1 / (1 + x[offset + i]);
        }
      }
    },
    /// `y = exp(x) - 1`; `y' = y + 1`.
    EXPM1 {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        Kernels.INSTANCE.expm1(x, offset, y, 0, n);
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
          slope[i] = y[i] + 1;
        }
      }
    },
    /// `y` is the largest whole number up to x; `y' = 0`.
    FLOOR {
      @Override
      void forward(float[] x, int offset, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = (float) Math.floor(x[offset + i]);
        }
      }

      @Override
      void slope(float[] x, int offset, float[] y, float[] slope, int n) {
        Arrays.fill(slope, 0, n, 0);
      }
    };

    abstract void forward(float[] x, int offset, float[] y, int n);

    abstract void slope(float[] x, int offset, float[] y, float[] slope, int n);
  }

  static Tensor of(ElementaryFunction function, Tensor x) {
    return Tensor.of(new FunctionOp(function, x, new Scratch()));
  }

  @Override
  public void forward(Tensor output) {
    function.forward(x.data(), x.offset(), output.data(), x.count());
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      float[] derivative = slope.floats(dx.length);
      function.slope(x.data(), x.offset(), output.data(), derivative, dx.length);
      add(adjoints.of(output), derivative, dx, dx.length);
    }
  }

  private static void add(float[] g, float[] slope, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] += g[i] * slope[i];
    }
  }
}
