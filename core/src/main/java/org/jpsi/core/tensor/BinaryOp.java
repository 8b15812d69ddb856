package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Elementwise binary operation with broadcasting.
record BinaryOp(
    BinaryFunction function,
    BroadcastOperand a,
    BroadcastOperand b,
    Shape shape,
    float[] block,
    float[] gradientBlock)
    implements Operation {
  /// Arithmetic operator: value and gradient.
  enum BinaryOperator implements BinaryFunction {
    /// `y = a + b`; `da = g`, `db = g`.
    ADD {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] + b[i];
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        add(g, da, n);
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        add(g, db, n);
      }
    },
    /// `y = a - b`; `da = g`, `db = -g`.
    SUB {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] - b[i];
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        add(g, da, n);
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          db[i] -= g[i];
        }
      }
    },
    /// `y = a b`; `da = g b`, `db = g a`.
    MUL {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] * b[i];
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] * b[i];
        }
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          db[i] += g[i] * a[i];
        }
      }
    },
    /// `y = a / b`; `da = g / b`, `db = -g a / b^2`.
    DIV {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] / b[i];
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] / b[i];
        }
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          db[i] -= g[i] / b[i] * (a[i] / b[i]);
        }
      }
    },
    /// `y = max(a, b)`; the larger one gets `g`, equal ones half of it each. NaN wins.
    MAXIMUM {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.max(a[i], b[i]);
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        larger(g, a, b, da, n);
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        larger(g, b, a, db, n);
      }
    },
    /// `y = min(a, b)`; the smaller one gets `g`, equal ones half of it each. NaN wins.
    MINIMUM {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = Math.min(a[i], b[i]);
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        smaller(g, a, b, da, n);
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        smaller(g, b, a, db, n);
      }
    },
    /// `y = a^b`; `da = g b a^(b - 1)`, `db = g y log(a)`; 0 where b, or a, is 0.
    POW {
      @Override
      public void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = PowerFunction.of(a[i], b[i]);
        }
      }

      @Override
      public void left(float[] g, float[] a, float[] b, float[] da, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] * PowerFunction.derivativeByBase(a[i], b[i]);
        }
      }

      @Override
      public void right(float[] g, float[] a, float[] b, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          db[i] += g[i] * PowerFunction.derivativeByExponent(a[i], b[i]);
        }
      }
    };

    @Override
    public String operationName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static void add(float[] g, float[] d, int n) {
      for (int i = 0; i < n; i++) {
        d[i] += g[i];
      }
    }

    private static void larger(float[] g, float[] x, float[] other, float[] dx, int n) {
      for (int i = 0; i < n; i++) {
        dx[i] += x[i] < other[i] ? 0 : x[i] == other[i] ? g[i] / 2 : g[i];
      }
    }

    private static void smaller(float[] g, float[] x, float[] other, float[] dx, int n) {
      for (int i = 0; i < n; i++) {
        dx[i] += x[i] > other[i] ? 0 : x[i] == other[i] ? g[i] / 2 : g[i];
      }
    }
  }

  static Tensor of(BinaryFunction function, Tensor a, Tensor b) {
    Shape shape = a.shape().broadcast(function.operationName(), b.shape());
    BroadcastOperand left = BroadcastOperand.of(a, shape);
    BroadcastOperand right = BroadcastOperand.of(b, shape);
    int length =
        left.direct() && right.direct() ? 0 : Math.min(shape.count(), BroadcastOperand.BLOCK);
    return Tensor.of(
        new BinaryOp(function, left, right, shape, new float[length], new float[length]));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(a.tensor(), b.tensor());
  }

  @Override
  public void forward(Tensor output) {
    float[] y = output.data();
    int n = shape.count();
    if (block.length == 0) {
      function.forward(a.tensor().data(), b.tensor().data(), y, n);
      return;
    }
    for (int from = 0; from < n; from += block.length) {
      int length = Math.min(block.length, n - from);
      function.forward(a.read(from, length), b.read(from, length), block, length);
      System.arraycopy(block, 0, y, from, length);
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    float[] da = adjoints.accumulator(a.tensor());
    float[] db = adjoints.accumulator(b.tensor());
    if (da != null) {
      backward(g, da, true);
    }
    if (db != null) {
      backward(g, db, false);
    }
  }

  private void backward(float[] g, float[] into, boolean left) {
    int n = shape.count();
    if (block.length == 0) {
      derive(g, a.tensor().data(), b.tensor().data(), into, n, left);
      return;
    }
    BroadcastOperand side = left ? a : b;
    side.beginReduction();
    for (int from = 0; from < n; from += block.length) {
      int length = Math.min(block.length, n - from);
      System.arraycopy(g, from, block, 0, length);
      Arrays.fill(gradientBlock, 0);
      derive(block, a.read(from, length), b.read(from, length), gradientBlock, length, left);
      side.reduce(gradientBlock, from, length, into);
    }
    side.endReduction(into);
  }

  private void derive(float[] g, float[] x, float[] y, float[] into, int n, boolean left) {
    if (left) {
      function.left(g, x, y, into, n);
    } else {
      function.right(g, x, y, into, n);
    }
  }
}
