package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;

/// What follows from the exponentials along an axis: `x` is seen as lanes `x[l, .]`. The largest
/// element is taken off first, so nothing overflows; NaN passes through.
final class SoftmaxOps {
  private SoftmaxOps() {}

  /// `y[l] = m + log(sum of exp(x[l, k] - m))` with `m = max x[l, .]`; `dx[l, k] = g[l] exp(x[l, k]
  /// - y[l])`.
  record LogSumExp(Tensor x, AxisView lanes, Shape shape, float[] row) implements Operation {
    LogSumExp(Tensor x, AxisView lanes, Shape shape) {
      this(x, lanes, shape, new float[lanes.size()]);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      for (int lane = 0; lane < lanes.count(); lane++) {
        lanes.read(x, lane, row);
        float max = Exponentials.max(row, 0, row.length);
        output.values()[lane] = row.length == 0 ? max : max + logOfSum(row, max);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        for (int lane = 0; lane < lanes.count(); lane++) {
          lanes.read(x, lane, row);
          Exponentials.expOfDifference(row, 0, row.length, output.values()[output.offset() + lane]);
          for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
            dx[at] += g[lane] * row[k];
          }
        }
      }
    }
  }

  /// `y[l, k] = x[l, k] - logSumExp(x[l, .])`; `dx[l, k] = g[l, k] - exp(y[l, k]) sum of g[l, .]`.
  record LogSoftmax(Tensor x, AxisView lanes, float[] row, float[] other) implements SameShapeOp {
    LogSoftmax(Tensor x, AxisView lanes) {
      this(x, lanes, new float[lanes.size()], new float[lanes.size()]);
    }

    @Override
    public void forward(Tensor output) {
      for (int lane = 0; lane < lanes.count() && row.length > 0; lane++) {
        lanes.read(x, lane, row);
        lanes.read(x, lane, other);
        float max = Exponentials.max(row, 0, row.length);
        float log = logOfSum(other, max);
        for (int k = 0; k < row.length; k++) {
          // the maximum first: near a certain class the rest is small
          row[k] = row[k] - max - log;
        }
        lanes.write(row, output.values(), lane);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        for (int lane = 0; lane < lanes.count(); lane++) {
          lanes.read(output, lane, row);
          Kernels.INSTANCE.exp(row, 0, row, 0, row.length);
          float sum = 0;
          for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
            sum += g[at];
          }
          for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
            dx[at] += g[at] - row[k] * sum;
          }
        }
      }
    }
  }

  /// `y[l, k] = exp(x[l, k] - m) / sum of exp(x[l, .] - m)`; `dx[l, k] = y[l, k] (g[l, k] - sum of
  /// g y)`.
  record SoftmaxOp(Tensor x, AxisView lanes, float[] row) implements SameShapeOp {
    SoftmaxOp(Tensor x, AxisView lanes) {
      this(x, lanes, new float[lanes.size()]);
    }

    @Override
    public void forward(Tensor output) {
      for (int lane = 0; lane < lanes.count(); lane++) {
        lanes.read(x, lane, row);
        Exponentials.softmax(row, 0, row.length);
        lanes.write(row, output.values(), lane);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        for (int lane = 0; lane < lanes.count(); lane++) {
          lanes.read(output, lane, row);
          float dot = 0;
          for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
            dot = Math.fma(g[at], row[k], dot);
          }
          for (int k = 0, at = lanes.begin(lane); k < row.length; k++, at += lanes.inner()) {
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
