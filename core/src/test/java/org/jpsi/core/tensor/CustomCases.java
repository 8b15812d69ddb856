package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Operations of one's own, with those of `oracles/operations.py` that they are.
final class CustomCases {
  static final Map<String, Function<Tensor[], Tensor>> ALL =
      Map.of(
          "applyLogCosh", t -> Tensor.apply(new LogCosh(), t[0]),
          "applyScaled", t -> Tensor.apply(new Scaled(2), t[0], t[1]));

  private CustomCases() {}

  /// `y = log(cosh(x))`.
  record LogCosh() implements CustomOperation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(List<Tensor> x, float[] y) {
      float[] v = x.getFirst().values();
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) StrictMath.log(StrictMath.cosh(v[i]));
      }
    }

    @Override
    public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
      float[] v = x.getFirst().values();
      for (int i = 0; i < g.length; i++) {
        dx.getFirst()[i] = g[i] * (float) StrictMath.tanh(v[i]);
      }
    }
  }

  /// `y[i, j] = x[i, j] s[j]^n`.
  record Scaled(int n) implements CustomOperation {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.getFirst();
      if (x.rank() != 2 || !inputs.get(1).equals(Shape.of(x.size(1)))) {
        throw new IllegalArgumentException("scaled of " + x + " by " + inputs.get(1));
      }
      return x;
    }

    @Override
    public void forward(List<Tensor> x, float[] y) {
      float[] v = x.get(0).values();
      float[] s = x.get(1).values();
      int width = x.get(1).count();
      for (int i = 0; i < y.length; i++) {
        y[i] = v[i] * (float) StrictMath.pow(s[i % width], n);
      }
    }

    @Override
    public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
      float[] v = x.get(0).values();
      float[] s = x.get(1).values();
      int width = x.get(1).count();
      Arrays.fill(dx.get(1), 0);
      for (int i = 0; i < g.length; i++) {
        dx.get(0)[i] = g[i] * (float) StrictMath.pow(s[i % width], n);
        dx.get(1)[i % width] += g[i] * v[i] * n * (float) StrictMath.pow(s[i % width], n - 1);
      }
    }
  }
}
