package org.jpsi.core.kernel;

/// Scalar implementation of the encoding of tables.
///
/// Sine and cosine in float32: `z = n pi/2 + r` with `|r| <= pi/4` by fused multiply-adds with pi/2
/// in two parts, which is exact to 2^-26 up to {@link #FAR}; polynomials are those of Moshier's
/// Cephes library (sinf, cosf). They err by at most 1e-7. Beyond, it is `StrictMath`.
final class ScalarPeriodic implements PeriodicKernels {
  static final float FAR = 8192f;
  static final float TWO_OVER_PI = 0.63661977f;
  static final float HALF_PI_HIGH = 1.57079637f;
  static final float HALF_PI_LOW = -4.37113883e-8f;
  // Adding it leaves the nearest whole number in the low bits.
  static final float ROUND = 12582912f;

  static final float S1 = -1.6666654611e-1f;
  static final float S2 = 8.3321608736e-3f;
  static final float S3 = -1.9515295891e-4f;

  static final float C1 = 4.166664568298827e-2f;
  static final float C2 = -1.388731625493765e-3f;
  static final float C3 = 2.443315711809948e-5f;

  private static final int BLOCK = PeriodicEmbedding.BLOCK;

  static float cos(float z) {
    return wave(z, 1);
  }

  static float sin(float z) {
    return wave(z, 0);
  }

  /// The sine of `z + quarters pi/2`.
  private static float wave(float z, int quarters) {
    if (Math.abs(z) > FAR) {
      return far(z, quarters);
    }
    float shifted = Math.fma(z, TWO_OVER_PI, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI_HIGH, z));
    float u = r * r;
    float s = Math.fma(S3, u, S2);
    s = Math.fma(s, u, S1);
    s = Math.fma(s * u, r, r);
    float c = Math.fma(C3, u, C2);
    c = Math.fma(c, u, C1);
    c = Math.fma(c, u * u, Math.fma(u, -0.5f, 1f));
    int quadrant = Float.floatToRawIntBits(shifted) + quarters;
    float y = (quadrant & 1) == 0 ? s : c;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (quadrant & 2) << 30);
  }

  static float far(float z, int quarters) {
    return (float) (quarters == 0 ? StrictMath.sin(z) : StrictMath.cos(z));
  }

  @Override
  public void forward(PeriodicEmbedding weights, float[] w, int n, float[] y, float[] waves) {
    int frequencies = weights.frequencies();
    int width = weights.width();
    int stride = weights.stride();
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < weights.blocks(); b++) {
        waves(weights, b, w, i * stride + b * BLOCK, waves);
        for (int k = 0; k < width; k++) {
          int to = (i * weights.blocks() + b) * width * BLOCK + k * BLOCK;
          int row = (b * width + k) * frequencies * BLOCK;
          System.arraycopy(weights.bias, (b * width + k) * BLOCK, y, to, BLOCK);
          for (int j = 0; j < frequencies; j++) {
            for (int c = 0; c < BLOCK; c++) {
              y[to + c] =
                  Math.fma(weights.weight[row + j * BLOCK + c], waves[j * BLOCK + c], y[to + c]);
            }
          }
        }
      }
    }
  }

  private static void waves(PeriodicEmbedding weights, int block, float[] w, int at, float[] y) {
    int from = block * weights.frequencies() * BLOCK;
    for (int i = 0; i < weights.frequencies() * BLOCK; i++) {
      y[i] = cos(Math.fma(w[at + i % BLOCK], weights.frequency[from + i], weights.phase[from + i]));
    }
  }

  @Override
  public void backward(
      PeriodicEmbedding weights,
      float[] w,
      float[] g,
      int n,
      PeriodicEmbedding gradient,
      float[] waves,
      float[] slopes,
      float[] adjoints) {
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < weights.blocks(); b++) {
        int at = i * weights.stride() + b * BLOCK;
        int gAt = (i * weights.blocks() + b) * weights.width() * BLOCK;
        backward(weights, b, w, at, g, gAt, gradient);
      }
    }
  }

  // Of one event and one block of columns.
  private static void backward(
      PeriodicEmbedding weights,
      int b,
      float[] w,
      int at,
      float[] g,
      int gAt,
      PeriodicEmbedding gradient) {
    int width = weights.width();
    int frequencies = weights.frequencies();
    for (int c = 0; c < BLOCK; c++) {
      for (int k = 0; k < width; k++) {
        gradient.bias[(b * width + k) * BLOCK + c] += g[gAt + k * BLOCK + c];
      }
      for (int j = 0; j < frequencies; j++) {
        int place = (b * frequencies + j) * BLOCK + c;
        float z = Math.fma(w[at + c], weights.frequency[place], weights.phase[place]);
        float wave = cos(z);
        float adjoint = 0;
        for (int k = 0; k < width; k++) {
          int weight = ((b * width + k) * frequencies + j) * BLOCK + c;
          float gk = g[gAt + k * BLOCK + c];
          adjoint = Math.fma(weights.weight[weight], gk, adjoint);
          gradient.weight[weight] = Math.fma(wave, gk, gradient.weight[weight]);
        }
        float dz = -sin(z) * adjoint;
        gradient.phase[place] += dz;
        gradient.frequency[place] = Math.fma(dz, w[at + c], gradient.frequency[place]);
      }
    }
  }

  @Override
  public void multiply(
      float[] x, int xAt, float[] factor, int factorAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = factor[factorAt + i] * x[xAt + i];
    }
  }

  @Override
  public void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(x[xAt + i], g[gAt + i], sum[i]);
    }
  }
}
