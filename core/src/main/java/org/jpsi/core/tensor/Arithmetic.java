package org.jpsi.core.tensor;

import java.util.List;

/// The four operations on two tensors, with broadcasting.
record Arithmetic(Kind kind, Tensor a, Tensor b, Shape shape) implements Operation {
  enum Kind {
    /// `y = a + b`; `da = g`, `db = g`.
    ADD {
      @Override
      void forward(float[] a, int p, float[] b, int q, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = a[p + i] + b[q + i];
        }
      }

      @Override
      void backward(float[] g, float[] a, int p, float[] b, int q, float[] da, float[] db, int n) {
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
      void forward(float[] a, int p, float[] b, int q, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = a[p + i] - b[q + i];
        }
      }

      @Override
      void backward(float[] g, float[] a, int p, float[] b, int q, float[] da, float[] db, int n) {
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
      void forward(float[] a, int p, float[] b, int q, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = a[p + i] * b[q + i];
        }
      }

      @Override
      void backward(float[] g, float[] a, int p, float[] b, int q, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] * b[q + i];
        }
        for (int i = 0; i < n; i++) {
          db[i] += g[i] * a[p + i];
        }
      }
    },
    /// `y = a / b`; `da = g / b`, `db = -g a / b^2`.
    DIVIDE {
      @Override
      void forward(float[] a, int p, float[] b, int q, float[] y, int o, int n) {
        for (int i = 0; i < n; i++) {
          y[o + i] = a[p + i] / b[q + i];
        }
      }

      @Override
      void backward(float[] g, float[] a, int p, float[] b, int q, float[] da, float[] db, int n) {
        for (int i = 0; i < n; i++) {
          da[i] += g[i] / b[q + i];
        }
        for (int i = 0; i < n; i++) {
          db[i] -= g[i] / b[q + i] * (a[p + i] / b[q + i]);
        }
      }
    };

    abstract void forward(float[] a, int p, float[] b, int q, float[] y, int o, int n);

    abstract void backward(
        float[] g, float[] a, int p, float[] b, int q, float[] da, float[] db, int n);
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
    Tensor left = Broadcast.of(a, shape);
    Tensor right = Broadcast.of(b, shape);
    kind.forward(
        left.values(),
        left.offset(),
        right.values(),
        right.offset(),
        output.values(),
        output.offset(),
        shape.count());
  }

  @Override
  public void backward(Tensor output, Adjoints adjoints) {
    Tensor left = Broadcast.of(a, shape);
    Tensor right = Broadcast.of(b, shape);
    float[] da = new float[shape.count()];
    float[] db = new float[shape.count()];
    kind.backward(
        adjoints.of(output),
        left.values(),
        left.offset(),
        right.values(),
        right.offset(),
        da,
        db,
        shape.count());
    Broadcast.fold(da, shape, a, adjoints.into(a));
    Broadcast.fold(db, shape, b, adjoints.into(b));
  }
}
