package org.jpsi.core.kernel;

/// Standardization of a matrix `[rows, n]` in float64: `y[i, j] = gain[j] h[i, j] + bias[j]` with
/// `h[i, j] = (x[i, j] - center) inverse`, where these are of the column (batch normalization) or
/// of the row (layer normalization).
///
/// @param center the means subtracted
/// @param inverse 1 / the deviations
public record Standardization(double[] center, double[] inverse, double[] gain, double[] bias) {
  /// For `count` columns or rows of `n` columns, without values.
  public static Standardization of(int count, int n) {
    return new Standardization(new double[count], new double[count], new double[n], new double[n]);
  }

  /// Takes gain and bias, each exactly.
  public void affine(float[] gains, int gainAt, float[] biases, int biasAt) {
    for (int j = 0; j < gain.length; j++) {
      gain[j] = gains[gainAt + j];
      bias[j] = biases[biasAt + j];
    }
  }

  /// Turns variances that {@link #inverse()} holds into 1 / the deviations.
  public void invert(double epsilon) {
    for (int j = 0; j < inverse.length; j++) {
      inverse[j] = 1 / Math.sqrt(inverse[j] + epsilon);
    }
  }
}
