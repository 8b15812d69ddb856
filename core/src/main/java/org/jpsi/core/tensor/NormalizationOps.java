package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Normalization;
import org.jspecify.annotations.Nullable;

/// Batch and layer normalization operations. Sums are float64, in ascending order.
final class NormalizationOps {
  private NormalizationOps() {}

  /// Batch normalization: `y[i, j] = gain[j] h[i, j] + bias[j]` with `h[i, j] = (x[i, j] - mean[j])
  /// / sqrt(variance[j] + epsilon)`.
  ///
  /// Mean and variance (divided by n) of these events where none are given; then `dx = gain (g -
  /// mean of g - h mean of (g h)) / sqrt(variance + epsilon)` (Ioffe and Szegedy,
  /// arXiv:1502.03167). Given ones are constants: `dx = gain g / sqrt(variance + epsilon)`. In both
  /// `dgain = sum of g h`, `dbias = sum of g`, over events.
  ///
  /// @param center the means used, and `inverse` 1 / the deviations; forward fills both
  /// @param sums of `g`, and `products` of `g h`: backward's scratch
  record BatchNormOp(
      Tensor x,
      @Nullable Tensor mean,
      @Nullable Tensor variance,
      Tensor gain,
      Tensor bias,
      double epsilon,
      double[] center,
      double[] inverse,
      double[] sums,
      double[] products)
      implements Operation {
    static BatchNormOp of(
        Tensor x,
        @Nullable Tensor mean,
        @Nullable Tensor variance,
        Tensor gain,
        Tensor bias,
        double epsilon) {
      int width = width(x, gain, bias, "batchNorm");
      for (Tensor given :
          mean == null || variance == null ? List.<Tensor>of() : List.of(mean, variance)) {
        checkWidth(x, given, width, "batchNorm");
      }
      return new BatchNormOp(
          x,
          mean,
          variance,
          gain,
          bias,
          epsilon,
          new double[width],
          new double[width],
          new double[width],
          new double[width]);
    }

    @Override
    public List<Tensor> inputs() {
      return mean == null || variance == null
          ? List.of(x, gain, bias)
          : List.of(x, gain, bias, mean, variance);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      int width = center.length;
      if (mean == null || variance == null) {
        moments();
      } else {
        for (int j = 0; j < width; j++) {
          center[j] = mean.data()[mean.offset() + j];
          inverse[j] = variance.data()[variance.offset() + j];
        }
      }
      for (int j = 0; j < width; j++) {
        inverse[j] = 1 / Math.sqrt(inverse[j] + epsilon);
      }
      if (mean != null && variance != null) {
        given(output);
        return;
      }
      float[] v = x.data();
      for (int at = 0; at < x.count(); at += width) {
        for (int j = 0; j < width; j++) {
          double h = (v[x.offset() + at + j] - center[j]) * inverse[j];
          output.data()[output.offset() + at + j] = (float) (h * at(gain, j) + at(bias, j));
        }
      }
    }

    // One multiply-add, with backward's scratch for scale and shift.
    private void given(Tensor output) {
      Normalization.affine(
          center, inverse, gain.data(), gain.offset(), bias.data(), bias.offset(), products, sums);
      int rows = x.shape().size(0);
      Normalization.affine(
          x.data(), x.offset(), rows, products, sums, output.data(), output.offset());
    }

    private void moments() {
      int width = center.length;
      double n = x.shape().size(0);
      float[] v = x.data();
      Arrays.fill(center, 0);
      Arrays.fill(inverse, 0);
      for (int at = x.offset(); at < x.offset() + x.count(); at += width) {
        for (int j = 0; j < width; j++) {
          center[j] += v[at + j];
        }
      }
      for (int j = 0; j < width; j++) {
        center[j] /= n;
      }
      for (int at = x.offset(); at < x.offset() + x.count(); at += width) {
        for (int j = 0; j < width; j++) {
          double d = v[at + j] - center[j];
          inverse[j] += d * d;
        }
      }
      for (int j = 0; j < width; j++) {
        inverse[j] /= n;
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      int width = center.length;
      float[] g = adjoints.of(output);
      float[] v = x.data();
      Arrays.fill(sums, 0);
      Arrays.fill(products, 0);
      for (int at = 0; at < g.length; at += width) {
        for (int j = 0; j < width; j++) {
          double h = (v[x.offset() + at + j] - center[j]) * inverse[j];
          sums[j] += g[at + j];
          products[j] += g[at + j] * h;
        }
      }
      addRounded(products, adjoints.accumulator(gain));
      addRounded(sums, adjoints.accumulator(bias));
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        // constants do not move with x
        double share = mean == null || variance == null ? 1.0 / x.shape().size(0) : 0;
        for (int at = 0; at < g.length; at += width) {
          for (int j = 0; j < width; j++) {
            double h = (v[x.offset() + at + j] - center[j]) * inverse[j];
            double part = g[at + j] - share * (sums[j] + h * products[j]);
            dx[at + j] += (float) (at(gain, j) * inverse[j] * part);
          }
        }
      }
    }
  }

  /// Layer normalization (Ba et al., arXiv:1607.06450): `y[i, j] = gain[j] h[i, j] + bias[j]` with
  /// `h[i, j] = (x[i, j] - m[i]) / s[i]`, `m` the mean of the row and `s^2` its variance (divided
  /// by n) plus epsilon; `dx = (k - mean of k - h mean of (k h)) / s` with `k = gain g`.
  ///
  /// @param center the means, and `inverse` the `1 / s`, by row; forward fills both
  /// @param dgain and `dbias`: backward's scratch
  record LayerNormOp(
      Tensor x,
      Tensor gain,
      Tensor bias,
      double epsilon,
      double[] center,
      double[] inverse,
      double[] dgain,
      double[] dbias)
      implements Operation {
    static LayerNormOp of(Tensor x, Tensor gain, Tensor bias, double epsilon) {
      int width = width(x, gain, bias, "layerNorm");
      int rows = x.shape().size(0);
      return new LayerNormOp(
          x,
          gain,
          bias,
          epsilon,
          new double[rows],
          new double[rows],
          new double[width],
          new double[width]);
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, gain, bias);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public void forward(Tensor output) {
      int width = gain.count();
      for (int r = 0; r < center.length; r++) {
        Normalization.layerNorm(
            x.data(),
            x.offset() + r * width,
            width,
            gain.data(),
            gain.offset(),
            bias.data(),
            bias.offset(),
            epsilon,
            output.data(),
            output.offset() + r * width,
            center,
            inverse,
            r);
      }
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      int width = gain.count();
      float[] g = adjoints.of(output);
      float[] v = x.data();
      float[] dx = adjoints.accumulator(x);
      Arrays.fill(dgain, 0);
      Arrays.fill(dbias, 0);
      for (int r = 0; r < center.length; r++) {
        int from = x.offset() + r * width;
        int at = r * width;
        double sum = 0;
        double product = 0;
        for (int j = 0; j < width; j++) {
          double h = (v[from + j] - center[r]) * inverse[r];
          double k = (double) g[at + j] * at(gain, j);
          sum += k;
          product += k * h;
          dgain[j] += g[at + j] * h;
          dbias[j] += g[at + j];
        }
        for (int j = 0; dx != null && j < width; j++) {
          double h = (v[from + j] - center[r]) * inverse[r];
          double k = (double) g[at + j] * at(gain, j);
          dx[at + j] += (float) (inverse[r] * (k - (sum + h * product) / width));
        }
      }
      addRounded(dgain, adjoints.accumulator(gain));
      addRounded(dbias, adjoints.accumulator(bias));
    }
  }

  private static float at(Tensor row, int j) {
    return row.data()[row.offset() + j];
  }

  private static void addRounded(double[] sums, float @Nullable [] into) {
    if (into != null) {
      for (int j = 0; j < sums.length; j++) {
        into[j] += (float) sums[j];
      }
    }
  }

  private static int width(Tensor x, Tensor gain, Tensor bias, String operation) {
    int width = x.shape().rank() == 2 ? x.shape().size(1) : -1;
    checkWidth(x, gain, width, operation);
    checkWidth(x, bias, width, operation);
    return width;
  }

  private static void checkWidth(Tensor x, Tensor row, int width, String operation) {
    if (row.shape().rank() != 1 || row.count() != width) {
      throw new IllegalArgumentException(
          operation + " of " + x.shape() + " with a vector of " + row.shape());
    }
  }
}
