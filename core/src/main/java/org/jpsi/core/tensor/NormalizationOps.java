package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Normalization;
import org.jpsi.core.kernel.NormalizationKernels;
import org.jpsi.core.kernel.Standardization;
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
  /// @param columns that forward fills
  /// @param sums of `g`, and `products` of `g h`: backward's scratch
  record BatchNormOp(
      Tensor x,
      @Nullable Tensor mean,
      @Nullable Tensor variance,
      Tensor gain,
      Tensor bias,
      double epsilon,
      Standardization columns,
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
          Standardization.of(width, width),
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
      int rows = x.shape().size(0);
      columns.affine(gain.data(), gain.offset(), bias.data(), bias.offset());
      if (mean != null && variance != null) {
        given(mean, variance, output);
      } else {
        kernels().batchMoments(x.data(), x.offset(), rows, columns);
        columns.invert(epsilon);
        kernels().batchNorm(x.data(), x.offset(), rows, columns, output.data());
      }
    }

    // One multiply-add, with backward's scratch for scale and shift.
    private void given(Tensor mean, Tensor variance, Tensor output) {
      for (int j = 0; j < sums.length; j++) {
        columns.center()[j] = mean.data()[mean.offset() + j];
        columns.inverse()[j] = variance.data()[variance.offset() + j];
      }
      columns.invert(epsilon);
      Normalization.affine(
          columns.center(),
          columns.inverse(),
          gain.data(),
          gain.offset(),
          bias.data(),
          bias.offset(),
          products,
          sums);
      int rows = x.shape().size(0);
      Normalization.affine(
          x.data(), x.offset(), rows, products, sums, output.data(), output.offset());
    }

    private NormalizationKernels kernels() {
      return Kernels.INSTANCE.normalization(x.count());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      int rows = x.shape().size(0);
      float[] g = adjoints.of(output);
      kernels().batchSums(x.data(), x.offset(), rows, columns, g, sums, products);
      addRounded(products, adjoints.accumulator(gain));
      addRounded(sums, adjoints.accumulator(bias));
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        // constants do not move with x
        double share = mean == null || variance == null ? 1.0 / rows : 0;
        kernels().batchBackward(x.data(), x.offset(), rows, columns, g, share, sums, products, dx);
      }
    }
  }

  /// Layer normalization (Ba et al., arXiv:1607.06450): `y[i, j] = gain[j] h[i, j] + bias[j]` with
  /// `h[i, j] = (x[i, j] - m[i]) / s[i]`, `m` the mean of the row and `s^2` its variance (divided
  /// by n) plus epsilon; `dx = (k - mean of k - h mean of (k h)) / s` with `k = gain g`.
  ///
  /// @param rows that forward fills
  /// @param dgain and `dbias`: backward's scratch
  record LayerNormOp(
      Tensor x,
      Tensor gain,
      Tensor bias,
      double epsilon,
      Standardization rows,
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
          Standardization.of(rows, width),
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
      rows.affine(gain.data(), gain.offset(), bias.data(), bias.offset());
      Normalization.rowMoments(x.data(), x.offset(), gain.count(), epsilon, rows);
      kernels().layerNorm(x.data(), x.offset(), rows, output.data());
    }

    private NormalizationKernels kernels() {
      return Kernels.INSTANCE.normalization(x.count());
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      Arrays.fill(dgain, 0);
      Arrays.fill(dbias, 0);
      float[] g = adjoints.of(output);
      kernels().layerBackward(x.data(), x.offset(), rows, g, dgain, dbias, adjoints.accumulator(x));
      addRounded(dgain, adjoints.accumulator(gain));
      addRounded(dbias, adjoints.accumulator(bias));
    }
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
