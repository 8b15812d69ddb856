package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;

/// Softmax, log-softmax and log-sum-exp along an axis, of slices `x[l, .]`. The largest element is
/// subtracted first, so nothing overflows; NaN passes through.
final class SoftmaxOps {
  private SoftmaxOps() {}

  /// Log-sum-exp: `y[l] = m + log(sum of exp(x[l, k] - m))` with `m = max x[l, .]`; `dx[l, k] =
  /// g[l] exp(x[l, k] - y[l])`.
  record LogSumExp(Tensor x, AxisView view, Shape shape, float[] row) implements Operation {
    LogSumExp(Tensor x, AxisView view, Shape shape) {
      this(x, view, shape, new float[view.size()]);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count(); slice++) {
        view.read(x, slice, row);
        float max = max(row);
        output.values()[slice] = row.length == 0 ? max : max + logOfSum(row, max);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int slice = 0; slice < view.count(); slice++) {
          view.read(x, slice, row);
          expOfDifference(row, output.values()[output.offset() + slice]);
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            dx[at] += g[slice] * row[k];
          }
        }
      }
    }
  }

  /// Log-softmax: `y[l, k] = x[l, k] - logSumExp(x[l, .])`; `dx[l, k] = g[l, k] - exp(y[l, k]) sum
  /// of g[l, .]`.
  record LogSoftmax(Tensor x, AxisView view, float[] row, float[] other) implements SameShapeOp {
    LogSoftmax(Tensor x, AxisView view) {
      this(x, view, new float[view.size()], new float[view.size()]);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count() && row.length > 0; slice++) {
        view.read(x, slice, row);
        view.read(x, slice, other);
        float max = max(row);
        float log = logOfSum(other, max);
        for (int k = 0; k < row.length; k++) {
          // the maximum first: the logarithm is small where one class dominates
          row[k] = row[k] - max - log;
        }
        view.write(row, output.values(), slice);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int slice = 0; slice < view.count(); slice++) {
          view.read(output, slice, row);
          Kernels.INSTANCE.exp(row, 0, row, 0, row.length);
          float sum = 0;
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            sum += g[at];
          }
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            dx[at] += g[at] - row[k] * sum;
          }
        }
      }
    }
  }

  /// Softmax: `y[l, k] = exp(x[l, k] - m) / sum of exp(x[l, .] - m)`; the gradient is `dx[l, k] =
  /// y[l, k] (g[l, k] - sum of g y)`.
  record SoftmaxOp(Tensor x, AxisView view, float[] row) implements SameShapeOp {
    SoftmaxOp(Tensor x, AxisView view) {
      this(x, view, new float[view.size()]);
    }

    @Override
    public void forward(Tensor output) {
      for (int slice = 0; slice < view.count(); slice++) {
        view.read(x, slice, row);
        expOfDifference(row, max(row));
        float sum = sum(row);
        for (int k = 0; k < row.length; k++) {
          row[k] /= sum;
        }
        view.write(row, output.values(), slice);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int slice = 0; slice < view.count(); slice++) {
          view.read(output, slice, row);
          float dot = 0;
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            dot = Math.fma(g[at], row[k], dot);
          }
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            dx[at] += row[k] * (g[at] - dot);
          }
        }
      }
    }
  }

  // log of the sum of exp(row - max); the row is written over
  private static float logOfSum(float[] row, float max) {
    expOfDifference(row, max);
    row[0] = sum(row);
    Kernels.INSTANCE.log(row, 0, row, 0, 1);
    return row[0];
  }

  private static void expOfDifference(float[] row, float shift) {
    for (int k = 0; k < row.length; k++) {
      // equal infinities: the largest element itself
      row[k] = row[k] == shift ? 0 : row[k] - shift;
    }
    Kernels.INSTANCE.exp(row, 0, row, 0, row.length);
  }

  // NaN wins
  private static float max(float[] row) {
    float max = Float.NEGATIVE_INFINITY;
    for (float v : row) {
      max = Math.max(max, v);
    }
    return max;
  }

  private static float sum(float[] row) {
    float sum = 0;
    for (float v : row) {
      sum += v;
    }
    return sum;
  }
}
