package org.jpsi.core.tensor;

import java.util.List;

/// The four operations on two tensors, with broadcasting.
record Arithmetic(Kind kind, Tensor a, Tensor b, Shape shape) implements Operation {
  enum Kind {
    /// `y = a + b`; `da = g`, `db = g`.
    ADD {
      @Override
      void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] + b[i];
        }
      }

      @Override
      void backward(float[] g, float[] a, float[] b, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i];
        }
        for (int i = 0; i < n; i++) {
          db[i] += g[i];
        }
      }
    },
    /// `y = a - b`; `da = g`, `db = -g`.
    SUBTRACT {
      @Override
      void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] - b[i];
        }
      }

      @Override
      void backward(float[] g, float[] a, float[] b, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i];
        }
        for (int i = 0; i < n; i++) {
          db[i] -= g[i];
        }
      }
    },
    /// `y = a b`; `da = g b`, `db = g a`.
    MULTIPLY {
      @Override
      void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] * b[i];
        }
      }

      @Override
      void backward(float[] g, float[] a, float[] b, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] * b[i];
        }
        for (int i = 0; i < n; i++) {
          db[i] += g[i] * a[i];
        }
      }
    },
    /// `y = a / b`; `da = g / b`, `db = -g a / b^2`.
    DIVIDE {
      @Override
      void forward(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
          y[i] = a[i] / b[i];
        }
      }

      @Override
      void backward(float[] g, float[] a, float[] b, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] / b[i];
        }
        for (int i = 0; i < n; i++) {
          db[i] -= g[i] / b[i] * (a[i] / b[i]);
        }
      }
    };

    abstract void forward(float[] a, float[] b, float[] y, int n);

    abstract void backward(float[] g, float[] a, float[] b, float[] da, float[] db, int n);
  }

  static Tensor of(Kind kind, Tensor a, Tensor b) {
    return Tensor.of(new Arithmetic(kind, a, b, a.shape().broadcast(b.shape())));
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(a, b);
  }

  @Override
  public void forward(Tensor output) {
    float[] left = Broadcast.of(a, shape).fromZero();
    float[] right = Broadcast.of(b, shape).fromZero();
    kind.forward(left, right, output.values(), shape.count());
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    float[] left = Broadcast.of(a, shape).fromZero();
    float[] right = Broadcast.of(b, shape).fromZero();
    float[] da = new float[shape.count()];
    float[] db = new float[shape.count()];
    kind.backward(adjoints.of(output), left, right, da, db, shape.count());
    Broadcast.fold(da, shape, a, adjoints.into(a));
    Broadcast.fold(db, shape, b, adjoints.into(b));
  }
}
