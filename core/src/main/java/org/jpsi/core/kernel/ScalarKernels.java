package org.jpsi.core.kernel;

import java.util.Arrays;

/// The twins without the Vector API; C2 still vectorizes the product's inner loop.
final class ScalarKernels implements Kernels {
  @Override
  public void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    int m = a.rows();
    int n = b.columns();
    int k = a.columns();
    Products.check(a, b, c, offset);
    if (!accumulate) {
      Arrays.fill(c, offset, offset + m * n, 0);
    }
    float[] sums = new float[n];
    float[] packed = b.transposed() ? new float[Math.min(k, KC) * n] : b.values();
    for (int from = 0; from < k; from += KC) {
      int length = Math.min(KC, k - from);
      int rows = b.offset() + from * n;
      if (b.transposed()) {
        pack(b, from, length, packed);
        rows = 0;
      }
      for (int i = 0; i < m; i++) {
        Arrays.fill(sums, 0);
        row(a, i, from, length, packed, rows, sums);
        Loops.addTo(sums, 0, c, offset + i * n, n);
      }
    }
  }

  private static void pack(Matrix b, int from, int length, float[] packed) {
    int n = b.columns();
    for (int j = 0; j < n; j++) {
      int source = b.offset() + j * b.rows() + from;
      for (int k = 0; k < length; k++) {
        packed[k * n + j] = b.values()[source + k];
      }
    }
  }

  private static void row(
      Matrix a, int i, int from, int length, float[] b, int rows, float[] sums) {
    int n = sums.length;
    int step = a.columnStride();
    int at = a.offset() + i * a.rowStride() + from * step;
    float[] v = a.values();
    int k = 0;
    for (; k + 4 <= length; k += 4, at += 4 * step) {
      four(v[at], v[at + step], v[at + 2 * step], v[at + 3 * step], b, rows + k * n, sums, n);
    }
    for (; k < length; k++, at += step) {
      one(v[at], b, rows + k * n, sums, n);
    }
  }

  // Four steps of the chain at once save loads and stores of the sums; the order stays ascending.
  private static void four(
      float a0, float a1, float a2, float a3, float[] b, int at, float[] sums, int n) {
    for (int j = 0; j < n; j++) {
      float s = Math.fma(a0, b[at + j], sums[j]);
      s = Math.fma(a1, b[at + n + j], s);
      s = Math.fma(a2, b[at + 2 * n + j], s);
      sums[j] = Math.fma(a3, b[at + 3 * n + j], s);
    }
  }

  private static void one(float a, float[] b, int at, float[] sums, int n) {
    for (int j = 0; j < n; j++) {
      sums[j] = Math.fma(a, b[at + j], sums[j]);
    }
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.exp(x[xOffset + i]);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.log(x[xOffset + i]);
    }
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.log1p(x[xOffset + i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.sigmoid(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Functions.softplus(x[xOffset + i]);
    }
  }

  @Override
  public String describe() {
    return "scalar";
  }
}
