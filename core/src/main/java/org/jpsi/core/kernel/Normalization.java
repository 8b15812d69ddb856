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

  /// The rows that are summed side by side.
  static final int ABREAST = 4;

  /// Means of rows and 1 / their deviations, for {@link NormalizationKernels#layerNorm}. Four rows
  /// are summed side by side: one alone would wait for each addition.
  ///
  /// @param x of `rows` rows of `width`, from `from`
  public static void rowMoments(float[] x, int from, int width, double epsilon, Standardization s) {
    int rows = s.center().length;
    int whole = rows - rows % ABREAST;
    for (int r = 0; r < whole; r += ABREAST) {
      addRows(x, from + r * width, width, s.center(), r);
      addSquares(x, from + r * width, width, s.center(), s.inverse(), r);
    }
    for (int r = whole; r < rows; r++) {
      int at = from + r * width;
      s.center()[r] = mean(x, at, width);
      s.inverse()[r] = squares(x, at, width, s.center()[r]) / width;
    }
    s.invert(epsilon);
  }

  private static double mean(float[] x, int from, int width) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x[from + j];
    }
    return sum / width;
  }

  private static double squares(float[] x, int from, int width, double mean) {
    double squares = 0;
    for (int j = 0; j < width; j++) {
      squares += (x[from + j] - mean) * (x[from + j] - mean);
    }
    return squares;
  }

  private static void addRows(float[] x, int from, int width, double[] mean, int r) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int j = from; j < from + width; j++) {
      a += x[j];
      b += x[j + width];
      c += x[j + 2 * width];
      d += x[j + 3 * width];
    }
    mean[r] = a / width;
    mean[r + 1] = b / width;
    mean[r + 2] = c / width;
    mean[r + 3] = d / width;
  }

  private static void addSquares(
      float[] x, int from, int width, double[] mean, double[] variance, int r) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double ma = mean[r];
    double mb = mean[r + 1];
    double mc = mean[r + 2];
    double md = mean[r + 3];
    for (int j = from; j < from + width; j++) {
      a += (x[j] - ma) * (x[j] - ma);
      b += (x[j + width] - mb) * (x[j + width] - mb);
      c += (x[j + 2 * width] - mc) * (x[j + 2 * width] - mc);
      d += (x[j + 3 * width] - md) * (x[j + 3 * width] - md);
    }
    variance[r] = a / width;
    variance[r + 1] = b / width;
    variance[r + 2] = c / width;
    variance[r + 3] = d / width;
  }

  /// The sums of four rows, each in ascending order.
  static void sums(double[][] rows, double[] sums) {
    sums(rows[0], rows[1], rows[2], rows[3], sums);
  }

  private static void sums(double[] x, double[] y, double[] z, double[] w, double[] sums) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int j = 0; j < x.length; j++) {
      a += x[j];
      b += y[j];
      c += z[j];
      d += w[j];
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
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
    double m = mean(x, from, width);
    double factor = 1 / Math.sqrt(squares(x, from, width, m) / width + epsilon);
    for (int j = 0; j < width; j++) {
      double h = (x[from + j] - m) * factor;
      y[to + j] = (float) (h * gain[gainAt + j] + bias[biasAt + j]);
    }
    center[row] = m;
    inverse[row] = factor;
  }
}
