package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.ShortRows;

/// Softmax, log-softmax and log-sum-exp along an axis, of slices `x[l, .]`. The largest element is
/// subtracted first, so nothing overflows; NaN passes through. Of nothing but minus infinity the
/// log-sum-exp is that, and there is no softmax, nor a gradient: NaN.
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
        float max = Exponentials.max(row, 0, row.length);
        // of no element, or of none that is not minus infinity
        boolean none = max == Float.NEGATIVE_INFINITY;
        output.data()[slice] = none ? max : max + logOfSum(row, max);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        for (int slice = 0; slice < view.count(); slice++) {
          view.read(x, slice, row);
          Exponentials.expOfDifference(row, 0, row.length, output.data()[output.offset() + slice]);
          for (int k = 0, at = view.begin(slice); k < row.length; k++, at += view.inner()) {
            dx[at] += g[slice] * row[k];
          }
        }
      }
    }
  }

  /// Log-softmax: `y[l, k] = x[l, k] - logSumExp(x[l, .])`; `dx[l, k] = g[l, k] - exp(y[l, k]) sum
  /// of g[l, .]`.
  record LogSoftmax(Tensor x, AxisView view, float[] row, float[] other, ShortRows rows)
      implements SameShapeOp {
    LogSoftmax(Tensor x, AxisView view) {
      this(x, view, new float[view.size()], new float[view.size()], view.shortRows());
    }

    @Override
    public void forward(Tensor output) {
      if (view.isShortRows()) {
        rows.logSoftmax(x.data(), x.offset(), view.count(), output.data());
        return;
      }
      for (int slice = 0; slice < view.count() && row.length > 0; slice++) {
        view.read(x, slice, row);
        view.read(x, slice, other);
        float max = Exponentials.max(row, 0, row.length);
        float log = logOfSum(other, max);
        for (int k = 0; k < row.length; k++) {
          // the maximum first: the logarithm is small where one class dominates
          row[k] = Exponentials.difference(row[k], max) - log;
        }
        view.write(row, output.data(), slice);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null && view.isShortRows()) {
        rows.logSoftmaxBackward(g, output.data(), dx, view.count());
      } else if (dx != null) {
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
  record SoftmaxOp(Tensor x, AxisView view, float[] row, ShortRows rows) implements SameShapeOp {
    SoftmaxOp(Tensor x, AxisView view) {
      this(x, view, new float[view.size()], view.shortRows());
    }

    @Override
    public void forward(Tensor output) {
      if (view.isShortRows()) {
        rows.softmax(x.data(), x.offset(), view.count(), output.data());
        return;
      }
      for (int slice = 0; slice < view.count(); slice++) {
        view.read(x, slice, row);
        Exponentials.softmax(row, 0, row.length);
        view.write(row, output.data(), slice);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.accumulator(x);
      if (dx != null && view.isShortRows()) {
        rows.softmaxBackward(g, output.data(), dx, view.count());
      } else if (dx != null) {
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
    Exponentials.expOfDifference(row, 0, row.length, max);
    row[0] = Exponentials.sum(row, 0, row.length);
    Kernels.INSTANCE.log(row, 0, row, 0, 1);
    return row[0];
  }
}
