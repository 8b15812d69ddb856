package org.jpsi.core.kernel;

/// Scalar implementation of the encoding of tables.
///
/// Cosine and sine of u turns: of `r = u - (nearest whole number)`, which is exact, polynomials in
/// `r^2` over half a turn to either side, fitted for the least largest error (1.1e-8 for the
/// cosine, 1.2e-9 for the sine). In float32 they err by at most 4e-7.
final class ScalarPeriodic implements PeriodicKernels {
  // Adding it leaves the nearest whole number in the low bits.
  static final float ROUND = 12582912f;

  static final float C0 = 1.0f;
  static final float C1 = -19.73920440673828f;
  static final float C2 = 64.93911743164062f;
  static final float C3 = -85.45016479492188f;
  static final float C4 = 60.16783142089844f;
  static final float C5 = -25.968313217163086f;
  static final float C6 = 6.5296101570129395f;

  static final float S0 = 6.2831854820251465f;
  static final float S1 = -41.341697692871094f;
  static final float S2 = 81.60502624511719f;
  static final float S3 = -76.70155334472656f;
  static final float S4 = 42.01616668701172f;
  static final float S5 = -14.868611335754395f;
  static final float S6 = 3.1996936798095703f;

  private static final int BLOCK = PeriodicEmbedding.BLOCK;
  private static final int GROUP = PeriodicEmbedding.GROUP;
  private static final int GROUP_SIZE = PeriodicEmbedding.GROUP_SIZE;

  // Less than half a turn to either side.
  private static float rest(float turns) {
    return turns - ((turns + ROUND) - ROUND);
  }

  /// The cosine of an angle in turns, to 2^20 of them.
  static float cos(float turns) {
    float r = rest(turns);
    float s = r * r;
    float c = Math.fma(C6, s, C5);
    c = Math.fma(c, s, C4);
    c = Math.fma(c, s, C3);
    c = Math.fma(c, s, C2);
    c = Math.fma(c, s, C1);
    return Math.fma(c, s, C0);
  }

  /// The sine of an angle in turns, to 2^20 of them.
  static float sin(float turns) {
    float r = rest(turns);
    float s = r * r;
    float y = Math.fma(S6, s, S5);
    y = Math.fma(y, s, S4);
    y = Math.fma(y, s, S3);
    y = Math.fma(y, s, S2);
    y = Math.fma(y, s, S1);
    return Math.fma(y, s, S0) * r;
  }

  @Override
  public void forward(PeriodicEmbedding weights, float[] x, int xAt, int n, float[] y, int yAt) {
    int frequencies = weights.frequencies();
    for (int b = 0; b < weights.blocks(); b++) {
      for (int q = 0; q < weights.groups(); q++) {
        int group = b * weights.groups() + q;
        for (int i = 0; i < n; i++) {
          int to = yAt + (group * CHUNK + i) * GROUP_SIZE;
          System.arraycopy(weights.bias, group * GROUP_SIZE, y, to, GROUP_SIZE);
          int at = xAt + (b * CHUNK + i) * BLOCK;
          for (int j = 0; j < frequencies; j++) {
            addWave(weights, b * frequencies + j, group * frequencies + j, x, at, y, to);
          }
        }
      }
    }
  }

  private static void addWave(
      PeriodicEmbedding weights, int wave, int row, float[] x, int at, float[] y, int to) {
    for (int c = 0; c < BLOCK; c++) {
      int place = wave * BLOCK + c;
      float cos = cos(Math.fma(x[at + c], weights.frequency[place], weights.phase[place]));
      for (int k = c; k < GROUP_SIZE; k += BLOCK) {
        y[to + k] = Math.fma(weights.weight[row * GROUP_SIZE + k], cos, y[to + k]);
      }
    }
  }

  @Override
  public void backward(
      PeriodicEmbedding weights, float[] x, int xAt, float[] g, int n, PeriodicEmbedding gradient) {
    int frequencies = weights.frequencies();
    for (int b = 0; b < weights.blocks(); b++) {
      for (int q = 0; q < weights.groups(); q++) {
        int group = b * weights.groups() + q;
        for (int i = 0; i < n; i++) {
          int at = xAt + (b * CHUNK + i) * BLOCK;
          int gAt = (group * CHUNK + i) * GROUP_SIZE;
          for (int k = 0; k < GROUP_SIZE; k++) {
            gradient.bias[group * GROUP_SIZE + k] += g[gAt + k];
          }
          for (int j = 0; j < frequencies; j++) {
            addGradient(
                weights, b * frequencies + j, group * frequencies + j, x, at, g, gAt, gradient);
          }
        }
      }
    }
  }

  private static void addGradient(
      PeriodicEmbedding weights,
      int wave,
      int row,
      float[] x,
      int at,
      float[] g,
      int gAt,
      PeriodicEmbedding gradient) {
    for (int c = 0; c < BLOCK; c++) {
      int place = wave * BLOCK + c;
      float turns = Math.fma(x[at + c], weights.frequency[place], weights.phase[place]);
      float cos = cos(turns);
      float adjoint = 0;
      for (int k = 0; k < GROUP; k++) {
        int weight = row * GROUP_SIZE + k * BLOCK + c;
        float gk = g[gAt + k * BLOCK + c];
        adjoint = Math.fma(weights.weight[weight], gk, adjoint);
        gradient.weight[weight] = Math.fma(cos, gk, gradient.weight[weight]);
      }
      float dz = sin(turns) * adjoint;
      gradient.phase[place] -= dz;
      gradient.frequency[place] = Math.fma(-dz, x[at + c], gradient.frequency[place]);
    }
  }

  @Override
  public void toRows(TabularPieces pieces, float[] x, int n, float[] y, int yAt, int stride) {
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < pieces.count(); p++) {
        int from = pieces.at()[p] + i * pieces.step()[p];
        System.arraycopy(x, from, y, yAt + i * stride + pieces.output()[p], BLOCK);
      }
    }
  }

  @Override
  public void fromRows(
      TabularPieces pieces, float[] g, int gAt, int stride, float[] scale, int n, float[] x) {
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < pieces.count(); p++) {
        ofPiece(pieces, p, g, gAt + i * stride, scale, i, x);
      }
    }
  }

  // One piece, as far as there are numbers.
  static void ofPiece(
      TabularPieces pieces, int p, float[] g, int row, float[] scale, int i, float[] x) {
    int output = pieces.output()[p];
    int to = pieces.at()[p] + i * pieces.step()[p];
    for (int c = 0; c < BLOCK; c++) {
      x[to + c] = row + output + c < g.length ? scale[output + c] * g[row + output + c] : 0;
    }
  }

  @Override
  public void addProducts(float[] x, int xAt, float[] g, int gAt, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = Math.fma(x[xAt + i], g[gAt + i], sum[i]);
    }
  }
}
