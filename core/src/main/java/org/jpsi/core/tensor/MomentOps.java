package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Sums;

/// Variance, standard deviation and norm along axes, in float64 and rounded once: equal elements
/// have variance 0, and squares do not overflow.
final class MomentOps {
  private MomentOps() {}

  /// Variance: `y[o, i] = sum over k of (x[o, k, i] - m[o, i])^2 / (n - correction)` with the mean
  /// m; `dx = 2 g (x - m) / (n - correction)`. Or its root, the deviation: `dx = g (x - m) / ((n -
  /// correction) y)`, 0 where y is.
  record Variance(Tensor x, AxisView view, Shape shape, int correction, boolean root, Scratch means)
      implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      float[] y = output.data();
      double[] mean = means.doubles(2 * view.count());
      double n = divisor();
      for (int o = 0; o < view.outer(); o++) {
        if (view.inner() == 1) {
          int from = x.offset() + o * view.size();
          mean[o] = Sums.sum(x.data(), from, view.size()) / view.size();
          mean[view.count() + o] = Sums.squares(x.data(), from, view.size(), mean[o]);
        } else {
          columns(o, mean);
        }
      }
      for (int slice = 0; slice < view.count(); slice++) {
        double variance = mean[view.count() + slice] / n;
        y[slice] = (float) (root ? Math.sqrt(variance) : variance);
      }
    }

    // The means of columns, and behind them the sums of squares.
    private void columns(int o, double[] mean) {
      int inner = view.inner();
      int first = o * inner;
      int second = view.count() + first;
      Arrays.fill(mean, first, first + inner, 0);
      Arrays.fill(mean, second, second + inner, 0);
      for (int k = 0; k < view.size(); k++) {
        int at = x.offset() + (o * view.size() + k) * inner;
        for (int i = 0; i < inner; i++) {
          mean[first + i] += x.data()[at + i];
        }
      }
      for (int i = 0; i < inner; i++) {
        mean[first + i] /= view.size();
      }
      for (int k = 0; k < view.size(); k++) {
        int at = x.offset() + (o * view.size() + k) * inner;
        for (int i = 0; i < inner; i++) {
          double d = x.data()[at + i] - mean[first + i];
          mean[second + i] += d * d;
        }
      }
    }

    private int divisor() {
      return Math.max(0, view.size() - correction);
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      float[] y = output.data();
      double[] mean = means.doubles(2 * view.count());
      for (int slice = 0; dx != null && slice < view.count(); slice++) {
        if (root && y[slice] == 0) {
          continue;
        }
        double factor = g[slice] / (divisor() * (root ? (double) y[slice] : 0.5));
        for (int k = 0, at = view.begin(slice); k < view.size(); k++, at += view.inner()) {
          dx[at] += (float) (factor * (x.data()[x.offset() + at] - mean[slice]));
        }
      }
    }
  }

  /// Euclidean norm: `y[o, i] = sqrt(sum over k of x[o, k, i]^2)`; `dx = g x / y`, 0 where y is.
  record Norm(Tensor x, AxisView view, Shape shape) implements Operation {
    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count(); slice++) {
        int from = x.offset() + view.begin(slice);
        double sum =
            view.inner() == 1 ? Sums.squares(x.data(), from, view.size(), 0) : squares(from);
        output.data()[slice] = (float) Math.sqrt(sum);
      }
    }

    private double squares(int from) {
      double sum = 0;
      for (int k = 0, at = from; k < view.size(); k++, at += view.inner()) {
        sum += (double) x.data()[at] * x.data()[at];
      }
      return sum;
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      float[] y = output.data();
      for (int slice = 0; dx != null && slice < view.count(); slice++) {
        int at = view.begin(slice);
        for (int k = 0; k < view.size() && y[slice] != 0; k++, at += view.inner()) {
          dx[at] += (float) ((double) g[slice] * x.data()[x.offset() + at] / y[slice]);
        }
      }
    }
  }
}
