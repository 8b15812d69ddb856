package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Loops;
import org.jpsi.core.kernel.ShortRows;
import org.jpsi.core.kernel.Sums;

/// Sum and dot-product reductions.
final class SumOp {
  private SumOp() {}

  /// Sum of all elements, in float64: `y = sum of x`; `dx = g`.
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
      output.data()[output.offset()] = (float) Sums.sum(x.data(), x.offset(), x.count());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float g = adjoints.of(output)[0];
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int i = 0; i < dx.length; i++) {
          dx[i] += g;
        }
      }
    }
  }

  /// Dot product in float64: `y = sum of a b`; `da = g b`, `db = g a`.
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
      output.data()[output.offset()] =
          (float) Sums.dot(a.data(), a.offset(), b.data(), b.offset(), a.count());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float g = adjoints.of(output)[0];
      add(g, b, adjoints.accumulator(a));
      add(g, a, adjoints.accumulator(b));
    }

    private static void add(
        float g, Tensor factor, float @org.jspecify.annotations.Nullable [] into) {
      if (into != null) {
        for (int i = 0; i < into.length; i++) {
          into[i] += g * factor.data()[factor.offset() + i];
        }
      }
    }
  }

  /// Sum along axes: `y[o, i] = sum over k of x[o, k, i]`, of contiguous slices in float64, else in
  /// the order of a product with ones; `dx[o, k, i] = g[o, i]`.
  record AxesSum(Tensor x, AxisView view, Shape shape, ShortRows rows) implements Operation {
    AxesSum(Tensor x, AxisView view, Shape shape) {
      this(x, view, shape, view.shortRows());
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      int inner = view.inner();
      int size = view.size();
      if (view.isShortRows()) {
        rows.sums(x.data(), x.offset(), view.outer(), output.data());
        return;
      }
      Arrays.fill(output.data(), 0, shape.count(), 0);
      for (int o = 0; o < view.outer(); o++) {
        int from = x.offset() + o * size * inner;
        if (inner == 1) {
          output.data()[o] = (float) Sums.sum(x.data(), from, size);
        } else {
          Sums.columns(x.data(), from, size, inner, output.data(), o * inner);
        }
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      int inner = view.inner();
      int size = view.size();
      for (int o = 0; dx != null && o < view.outer(); o++) {
        if (inner == 1) {
          addToAll(dx, o * size, size, g[o]);
          continue;
        }
        for (int row = o * size; row < (o + 1) * size; row++) {
          Loops.addTo(g, o * inner, dx, row * inner, inner);
        }
      }
    }

    private static void addToAll(float[] x, int from, int n, float value) {
      for (int i = from; i < from + n; i++) {
        x[i] += value;
      }
    }
  }
}
