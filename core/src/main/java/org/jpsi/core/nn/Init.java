package org.jpsi.core.nn;

import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;

/// Weight initialization of a weight `[out, in]`. {@link Activation#init()} says which is right
/// before which activation: {@link #HE_NORMAL} keeps the signal's variance through ReLU and its
/// like, {@link #GLOROT_UNIFORM} through sigmoid and tanh, {@link #LECUN_NORMAL} through SELU and
/// linear layers.
public enum Init {
  /// Normal with variance `2 / in` (He et al., arXiv:1502.01852, eq. 10).
  HE_NORMAL,
  /// Uniform within `sqrt(6 / in)`.
  HE_UNIFORM,
  /// Normal with variance `2 / (in + out)` (Glorot and Bengio, AISTATS 2010, eq. 12).
  GLOROT_NORMAL,
  /// Uniform within `sqrt(6 / (in + out))` (eq. 16).
  GLOROT_UNIFORM,
  /// Normal with variance `1 / in` (LeCun et al., "Efficient BackProp", 1998, eq. 16).
  LECUN_NORMAL,
  /// Uniform within `sqrt(3 / in)`.
  LECUN_UNIFORM,
  /// Uniform within `1 / sqrt(in)`, so variance `1 / (3 in)`, the default of PyTorch's Linear: a
  /// network that starts nearly linear, and generalizes better from few events of many features.
  FAN_IN_UNIFORM,
  /// Rows (columns, where there are more rows than columns) orthonormal, uniform over directions:
  /// lengths are kept by linear layers of any depth (Saxe et al., arXiv:1312.6120).
  ORTHOGONAL,
  /// All 0: for the last layer inside a {@link Residual}, which then starts as the identity. Equal
  /// hidden weights would stay equal.
  ZEROS,
  /// All 1.
  ONES;

  /// Draws all values of `weight`.
  public void draw(Parameter weight, Rng rng) {
    int out = weight.shape().size(0);
    int in = weight.shape().size(1);
    weight.set(
        switch (this) {
          case HE_NORMAL -> normal(out, in, 2.0 / Math.max(1, in), rng);
          case HE_UNIFORM -> uniform(out, in, 2.0 / Math.max(1, in), rng);
          case GLOROT_NORMAL -> normal(out, in, 2.0 / Math.max(1, in + out), rng);
          case GLOROT_UNIFORM -> uniform(out, in, 2.0 / Math.max(1, in + out), rng);
          case LECUN_NORMAL -> normal(out, in, 1.0 / Math.max(1, in), rng);
          case LECUN_UNIFORM -> uniform(out, in, 1.0 / Math.max(1, in), rng);
          case FAN_IN_UNIFORM -> uniform(out, in, 1 / (3.0 * Math.max(1, in)), rng);
          case ORTHOGONAL -> orthogonal(out, in, rng);
          case ZEROS -> new float[out * in];
          case ONES -> {
            float[] ones = new float[out * in];
            Arrays.fill(ones, 1);
            yield ones;
          }
        });
  }

  /// Numbers drawn uniformly within `bound`.
  static float[] within(double bound, int count, Rng rng) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (bound * (2 * rng.openUniform(i) - 1));
    }
    return values;
  }

  private static float[] normal(int out, int in, double variance, Rng rng) {
    double deviation = Math.sqrt(variance);
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * rng.normal(i));
    }
    return values;
  }

  private static float[] uniform(int out, int in, double variance, Rng rng) {
    double deviation = Math.sqrt(variance);
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * (Math.sqrt(3) * (2 * rng.openUniform(i) - 1)));
    }
    return values;
  }

  // The Q of a normal matrix's QR decomposition with a positive diagonal in R, by Gram and Schmidt,
  // twice for the sake of rounding.
  private static float[] orthogonal(int out, int in, Rng rng) {
    int count = Math.min(out, in);
    int length = Math.max(out, in);
    double[][] rows = new double[count][length];
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < length; i++) {
        rows[r][i] = rng.normal((long) r * length + i);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < r; before++) {
          subtract(dot(rows[r], rows[before]), rows[before], rows[r]);
        }
      }
      double norm = Math.sqrt(dot(rows[r], rows[r]));
      for (int i = 0; i < length; i++) {
        rows[r][i] /= norm;
      }
    }
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      int row = i / in;
      int column = i % in;
      values[i] = (float) (out <= in ? rows[row][column] : rows[column][row]);
    }
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double factor, double[] a, double[] from) {
    for (int i = 0; i < a.length; i++) {
      from[i] -= factor * a[i];
    }
  }
}
