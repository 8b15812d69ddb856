package org.jpsi.core.kernel;

import org.jspecify.annotations.Nullable;

/// Kernels of batch and layer normalization, with a scalar and a vector implementation of the same
/// bits. Matrices `x`, of `n` columns, begin at `from`, outputs and gradients at index 0. Sums are
/// float64, in ascending order.
public interface NormalizationKernels {
  /// Means of columns, and their variances (divided by `rows`) in place of {@link
  /// Standardization#inverse()}.
  void batchMoments(float[] x, int from, int rows, Standardization s);

  /// {@link Standardization} by columns.
  void batchNorm(float[] x, int from, int rows, Standardization s, float[] y);

  /// `sums[j] = sum of g[i, j]` and `products[j] = sum of g[i, j] h[i, j]`.
  void batchSums(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double[] sums,
      double[] products);

  /// `dx[i, j] += gain[j] inverse[j] (g[i, j] - share (sums[j] + h[i, j] products[j]))`.
  void batchBackward(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double share,
      double[] sums,
      double[] products,
      float[] dx);

  /// {@link Standardization} by rows.
  void layerNorm(float[] x, int from, Standardization s, float[] y);

  /// `dx[i, j] += inverse[i] (k - (sum of k + h sum of k h) / n)` with `k = gain[j] g[i, j]`,
  /// summed over j; and over rows `dgain[j] += g h`, `dbias[j] += g`.
  ///
  /// @param dx null where no gradient by x is wanted
  void layerBackward(
      float[] x,
      int from,
      Standardization s,
      float[] g,
      double[] dgain,
      double[] dbias,
      float @Nullable [] dx);
}
