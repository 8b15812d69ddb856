package org.jpsi.core.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Scalar form of the normalizations; its methods for columns from `first` on finish what is left
/// of {@link VectorNormalization}'s vectors.
final class ScalarNormalization implements NormalizationKernels {
  @Override
  public void batchMoments(float[] x, int from, int rows, Standardization s) {
    Arrays.fill(s.center(), 0);
    Arrays.fill(s.inverse(), 0);
    addColumns(x, from, rows, s, 0);
    divide(s.center(), rows);
    addSquares(x, from, rows, s, 0);
    divide(s.inverse(), rows);
  }

  static void divide(double[] sums, double count) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= count;
    }
  }

  static void addColumns(float[] x, int from, int rows, Standardization s, int first) {
    double[] sums = s.center();
    for (int r = 0, at = from; r < rows; r++, at += sums.length) {
      for (int j = first; j < sums.length; j++) {
        sums[j] += x[at + j];
      }
    }
  }

  static void addSquares(float[] x, int from, int rows, Standardization s, int first) {
    double[] center = s.center();
    double[] squares = s.inverse();
    for (int r = 0, at = from; r < rows; r++, at += center.length) {
      for (int j = first; j < center.length; j++) {
        double d = x[at + j] - center[j];
        squares[j] += d * d;
      }
    }
  }

  @Override
  public void batchNorm(float[] x, int from, int rows, Standardization s, float[] y) {
    batchNorm(x, from, rows, s, y, 0);
  }

  static void batchNorm(float[] x, int from, int rows, Standardization s, float[] y, int first) {
    int width = s.center().length;
    for (int at = 0; at < rows * width; at += width) {
      for (int j = first; j < width; j++) {
        double h = (x[from + at + j] - s.center()[j]) * s.inverse()[j];
        y[at + j] = (float) (h * s.gain()[j] + s.bias()[j]);
      }
    }
  }

  @Override
  public void batchSums(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double[] sums,
      double[] products) {
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    batchSums(x, from, rows, s, g, sums, products, 0);
  }

  static void batchSums(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double[] sums,
      double[] products,
      int first) {
    int width = sums.length;
    for (int at = 0; at < rows * width; at += width) {
      for (int j = first; j < width; j++) {
        double h = (x[from + at + j] - s.center()[j]) * s.inverse()[j];
        sums[j] += g[at + j];
        products[j] += g[at + j] * h;
      }
    }
  }

  @Override
  public void batchBackward(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double share,
      double[] sums,
      double[] products,
      float[] dx) {
    batchBackward(x, from, rows, s, g, share, sums, products, dx, 0);
  }

  static void batchBackward(
      float[] x,
      int from,
      int rows,
      Standardization s,
      float[] g,
      double share,
      double[] sums,
      double[] products,
      float[] dx,
      int first) {
    int width = sums.length;
    for (int at = 0; at < rows * width; at += width) {
      for (int j = first; j < width; j++) {
        double h = (x[from + at + j] - s.center()[j]) * s.inverse()[j];
        double part = g[at + j] - share * (sums[j] + h * products[j]);
        dx[at + j] += (float) (s.gain()[j] * s.inverse()[j] * part);
      }
    }
  }

  @Override
  public void layerNorm(float[] x, int from, Standardization s, float[] y) {
    layerNorm(x, from, s, y, 0);
  }

  static void layerNorm(float[] x, int from, Standardization s, float[] y, int first) {
    int width = s.gain().length;
    for (int r = 0, at = 0; r < s.center().length; r++, at += width) {
      for (int j = first; j < width; j++) {
        double h = (x[from + at + j] - s.center()[r]) * s.inverse()[r];
        y[at + j] = (float) (h * s.gain()[j] + s.bias()[j]);
      }
    }
  }

  @Override
  public void layerBackward(
      float[] x,
      int from,
      Standardization s,
      float[] g,
      double[] dgain,
      double[] dbias,
      float @Nullable [] dx) {
    int width = dgain.length;
    double[] k = new double[width];
    double[] kh = new double[width];
    for (int r = 0; r < s.center().length; r++) {
      layerSums(x, from, s, r, g, dgain, dbias, k, kh, 0);
      if (dx != null) {
        double sum = 0;
        double product = 0;
        for (int j = 0; j < width; j++) {
          sum += k[j];
          product += kh[j];
        }
        layerBackward(x, from, s, r, k, sum, product, dx, 0);
      }
    }
  }

  /// Adds row `r` to `dgain` and `dbias`, and writes its `k` and `k h`.
  static void layerSums(
      float[] x,
      int from,
      Standardization s,
      int r,
      float[] g,
      double[] dgain,
      double[] dbias,
      double[] k,
      double[] kh,
      int first) {
    int at = r * k.length;
    for (int j = first; j < k.length; j++) {
      double h = (x[from + at + j] - s.center()[r]) * s.inverse()[r];
      k[j] = g[at + j] * s.gain()[j];
      kh[j] = k[j] * h;
      dgain[j] += g[at + j] * h;
      dbias[j] += g[at + j];
    }
  }

  static void layerBackward(
      float[] x,
      int from,
      Standardization s,
      int r,
      double[] k,
      double sum,
      double product,
      float[] dx,
      int first) {
    int at = r * k.length;
    for (int j = first; j < k.length; j++) {
      double h = (x[from + at + j] - s.center()[r]) * s.inverse()[r];
      dx[at + j] += (float) (s.inverse()[r] * (k[j] - (sum + h * product) / k.length));
    }
  }
}
