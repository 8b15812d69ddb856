package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.Sums;

/// Sums of all elements or along one axis.
final class Sum {
  private Sum() {}

  /// `y = sum of x`, in float64; `dx = g`.
  record All(Tensor x) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public void forward(Tensor output) {
      output.values()[output.offset()] = (float) Sums.sum(x.values(), x.offset(), x.count());
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float g = adjoints.of(output)[0];
      float[] dx = adjoints.into(x);
      if (dx != null) {
        for (int i = 0; i < dx.length; i++) {
          dx[i] += g;
        }
      }
    }
  }

  /// `y = sum of a b`, in float64; `da = g b`, `db = g a`.
  record Dot(Tensor a, Tensor b) implements Operation {
    static Dot of(Tensor a, Tensor b) {
      if (!a.shape().equals(b.shape())) {
        throw new IllegalArgumentException("dot of " + a.shape() + " and " + b.shape());
      }
      return new Dot(a, b);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(a, b);
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public void forward(Tensor output) {
      output.values()[output.offset()] =
          (float) Sums.dot(a.values(), a.offset(), b.values(), b.offset(), a.count());
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float g = adjoints.of(output)[0];
      add(g, b, adjoints.into(a));
      add(g, a, adjoints.into(b));
    }

    private static void add(
        float g, Tensor factor, float @org.jspecify.annotations.Nullable [] into) {
      if (into != null) {
        for (int i = 0; i < into.length; i++) {
          into[i] += g * factor.values()[factor.offset() + i];
        }
      }
    }
  }

  /// `y[o, i] = sum over k of x[o, k, i]`, in the order of a product with ones; `dx[o, k, i] = g[o,
  /// i]`.
  record Along(Tensor x, int axis, Shape shape) implements Operation {
    static Along of(Tensor x, int axis) {
      int positive = x.shape().axis(axis);
      return new Along(x, positive, x.shape().without(positive));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      int inner = inner();
      int size = x.shape().size(axis);
      Arrays.fill(output.values(), output.offset(), output.offset() + shape.count(), 0);
      for (int o = 0; o < outer(); o++) {
        Sums.columns(
            x.values(),
            x.offset() + o * size * inner,
            size,
            inner,
            output.values(),
            output.offset() + o * inner);
      }
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        int inner = inner();
        int size = x.shape().size(axis);
        for (int row = 0; row < outer() * size; row++) {
          Loops.addTo(g, row / size * inner, dx, row * inner, inner);
        }
      }
    }

    private int outer() {
      return x.shape().product(0, axis);
    }

    private int inner() {
      return x.shape().product(axis + 1, x.shape().rank());
    }
  }
}
