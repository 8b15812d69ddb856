package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;

/// Operations along the last axis: `x` is seen as rows `x[r, .]`.
final class Rows {
  private Rows() {}

  /// `y[r] = m + log(sum of exp(x[r, i] - m))` with `m = max x[r, .]`; `dx[r, i] = g[r] exp(x[r, i]
  /// - y[r])`.
  record LogSumExp(Tensor x, Shape shape) implements Operation {
    static LogSumExp of(Tensor x) {
      checkRows(x, "logSumExp");
      return new LogSumExp(x, x.shape().without(x.shape().rank() - 1));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public void forward(Tensor output) {
      int width = x.shape().size(-1);
      float[] scratch = new float[width];
      for (int r = 0; r < shape.count(); r++) {
        output.values()[output.offset() + r] =
            logSumExp(x.values(), x.offset() + r * width, width, scratch);
      }
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        int width = x.shape().size(-1);
        float[] p = new float[width];
        for (int r = 0; r < g.length; r++) {
          expOfDifference(
              x.values(),
              x.offset() + r * width,
              output.values()[output.offset() + r],
              p,
              0,
              width);
          for (int i = 0; i < width; i++) {
            dx[r * width + i] += g[r] * p[i];
          }
        }
      }
    }
  }

  /// `y[r, i] = x[r, i] - logSumExp(x[r, .])`; `dx[r, i] = g[r, i] - exp(y[r, i]) sum of g[r, .]`.
  record LogSoftmax(Tensor x) implements Operation {
    static LogSoftmax of(Tensor x) {
      checkRows(x, "logSoftmax");
      return new LogSoftmax(x);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      int width = x.shape().size(-1);
      float[] scratch = new float[width];
      for (int at = 0; at < x.count(); at += width) {
        float max = max(x.values(), x.offset() + at, width);
        float log = logSumExp(x.values(), x.offset() + at, width, scratch, max);
        for (int i = 0; i < width; i++) {
          // the maximum first: near a certain class the rest is small
          output.values()[output.offset() + at + i] = x.values()[x.offset() + at + i] - max - log;
        }
      }
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        int width = x.shape().size(-1);
        float[] p = new float[x.count()];
        Kernels.INSTANCE.exp(output.values(), output.offset(), p, 0, p.length);
        for (int at = 0; at < p.length; at += width) {
          float sum = sum(g, at, width);
          for (int i = at; i < at + width; i++) {
            dx[i] += g[i] - p[i] * sum;
          }
        }
      }
    }
  }

  /// `y[r, i] = exp(x[r, i] - m) / sum of exp(x[r, .] - m)`; `dx[r, i] = y[r, i] (g[r, i] - sum of
  /// g y)`.
  record Softmax(Tensor x) implements Operation {
    static Softmax of(Tensor x) {
      checkRows(x, "softmax");
      return new Softmax(x);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      int width = x.shape().size(-1);
      float[] y = output.values();
      for (int at = 0; at < x.count(); at += width) {
        float max = max(x.values(), x.offset() + at, width);
        expOfDifference(x.values(), x.offset() + at, max, y, output.offset() + at, width);
        float sum = sum(y, output.offset() + at, width);
        for (int i = 0; i < width; i++) {
          y[output.offset() + at + i] /= sum;
        }
      }
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        int width = x.shape().size(-1);
        float[] y = output.values();
        for (int at = 0; at < dx.length; at += width) {
          float dot = 0;
          for (int i = at; i < at + width; i++) {
            dot = Math.fma(g[i], y[output.offset() + i], dot);
          }
          for (int i = at; i < at + width; i++) {
            dx[i] += y[output.offset() + i] * (g[i] - dot);
          }
        }
      }
    }
  }

  /// `y[r] = x[r, index[r]]`; `dx[r, index[r]] = g[r]`.
  record Gather(Tensor x, Tensor index, Shape shape) implements Operation {
    static Gather of(Tensor x, Tensor index) {
      checkRows(x, "gather");
      Shape shape = x.shape().without(x.shape().rank() - 1);
      if (!index.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "gather from " + x.shape() + " by an index of " + index.shape());
      }
      return new Gather(x, index, shape);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, index);
    }

    @Override
    public void forward(Tensor output) {
      for (int r = 0; r < shape.count(); r++) {
        output.values()[output.offset() + r] = x.values()[x.offset() + at(r)];
      }
    }

    @Override
    public void backward(Tensor output, Adjoints adjoints) {
      float[] g = adjoints.of(output);
      float[] dx = adjoints.into(x);
      if (dx != null) {
        for (int r = 0; r < g.length; r++) {
          dx[at(r)] += g[r];
        }
      }
    }

    private int at(int row) {
      int width = x.shape().size(-1);
      float wish = index.values()[index.offset() + row];
      if (!(wish >= 0 && wish < width) || wish != (int) wish) {
        throw new IllegalArgumentException("index " + wish + " in row " + row + " of " + width);
      }
      return row * width + (int) wish;
    }
  }

  private static void checkRows(Tensor x, String operation) {
    if (x.shape().rank() == 0 || x.shape().size(-1) == 0) {
      throw new IllegalArgumentException(operation + " of " + x.shape());
    }
  }

  private static float logSumExp(float[] x, int at, int width, float[] scratch) {
    float max = max(x, at, width);
    return max + logSumExp(x, at, width, scratch, max);
  }

  // log of the sum of exp(x - max)
  private static float logSumExp(float[] x, int at, int width, float[] scratch, float max) {
    expOfDifference(x, at, max, scratch, 0, width);
    scratch[0] = sum(scratch, 0, width);
    Kernels.INSTANCE.log(scratch, 0, scratch, 0, 1);
    return scratch[0];
  }

  private static void expOfDifference(
      float[] x, int at, float shift, float[] y, int to, int width) {
    for (int i = 0; i < width; i++) {
      // equal infinities: the largest element itself
      y[to + i] = x[at + i] == shift ? 0 : x[at + i] - shift;
    }
    Kernels.INSTANCE.exp(y, to, y, to, width);
  }

  // NaN wins
  private static float max(float[] x, int at, int width) {
    float max = x[at];
    for (int i = 1; i < width; i++) {
      max = Math.max(max, x[at + i]);
    }
    return max;
  }

  private static float sum(float[] x, int at, int width) {
    float sum = 0;
    for (int i = 0; i < width; i++) {
      sum += x[at + i];
    }
    return sum;
  }
}
