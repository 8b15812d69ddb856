package org.jpsi.core.kernel;

/// Normalization of the rows of a matrix, forward: what tensors and the inference of single events
/// both compute. Sums are float64, in ascending order.
public final class Normalization {
  private Normalization() {}

  /// `scale = gain / sqrt(variance + epsilon)` and `shift = bias - mean scale`, in float64, so that
  /// batch normalization with given statistics is one multiply-add.
  ///
  /// @param inverse `1 / sqrt(variance + epsilon)`
  /// @param gain from `gainAt`, and `bias` from `biasAt`
  public static void affine(
      double[] mean,
      double[] inverse,
      float[] gain,
      int gainAt,
      float[] bias,
      int biasAt,
      double[] scale,
      double[] shift) {
    for (int j = 0; j < scale.length; j++) {
      scale[j] = gain[gainAt + j] * inverse[j];
      shift[j] = bias[biasAt + j] - mean[j] * scale[j];
    }
  }

  /// `y[i, j] = scale[j] x[i, j] + shift[j]`, a multiply-add in float64, then rounded.
  ///
  /// @param x `[rows, n]` from `from`; `y` the same from `to`, which may be the same range
  public static void affine(
      float[] x, int from, int rows, double[] scale, double[] shift, float[] y, int to) {
    int width = scale.length;
    for (int r = 0; r < rows; r++) {
      affine(x, from + r * width, scale, shift, y, to + r * width);
    }
  }

  private static void affine(
      float[] x, int from, double[] scale, double[] shift, float[] y, int to) {
    for (int j = 0; j < scale.length; j++) {
      y[to + j] = (float) Math.fma((double) x[from + j], scale[j], shift[j]);
    }
  }

  /// Layer normalization of one row: `y[j] = gain[j] (x[j] - m) / s + bias[j]` with its mean `m`
  /// and `s^2` its variance (divided by n) plus epsilon.
  ///
  /// @param gain from `gainAt`, and `bias` from `biasAt`
  /// @param y output, from `to`, which may be the same range
  /// @param center output: m at `row`, and `inverse` `1 / s`
  public static void layerNorm(
      float[] x,
      int from,
      int width,
      float[] gain,
      int gainAt,
      float[] bias,
      int biasAt,
      double epsilon,
      float[] y,
      int to,
      double[] center,
      double[] inverse,
      int row) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x[from + j];
    }
    double m = sum / width;
    double squares = 0;
    for (int j = 0; j < width; j++) {
      squares += (x[from + j] - m) * (x[from + j] - m);
    }
    double factor = 1 / Math.sqrt(squares / width + epsilon);
    for (int j = 0; j < width; j++) {
      double h = (x[from + j] - m) * factor;
      y[to + j] = (float) (h * gain[gainAt + j] + bias[biasAt + j]);
    }
    center[row] = m;
    inverse[row] = factor;
  }
}
