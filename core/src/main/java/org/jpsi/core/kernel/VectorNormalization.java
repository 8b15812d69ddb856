package org.jpsi.core.kernel;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Normalizations on the Vector API: {@link ScalarNormalization}, with the same operations in the
/// same order, side by side over columns. Sums along rows are scalar, of four rows side by side.
final class VectorNormalization implements NormalizationKernels {
  private static final VectorSpecies<Double> WIDE = VectorNormal.WIDE;
  private static final VectorSpecies<Float> NARROW = VectorNormal.NARROW;
  private static final int LANES = VectorNormal.LANES;
  private static final int ROWS = Normalization.ABREAST;

  @Override
  public void batchMoments(float[] x, int from, int rows, Standardization s) {
    int width = s.center().length;
    int whole = width - width % LANES;
    Arrays.fill(s.center(), 0);
    Arrays.fill(s.inverse(), 0);
    for (int r = 0; r < rows; r++) {
      add(x, from + r * width, s.center(), whole);
    }
    ScalarNormalization.addColumns(x, from, rows, s, whole);
    ScalarNormalization.divide(s.center(), rows);
    for (int r = 0; r < rows; r++) {
      addSquares(x, from + r * width, s.center(), s.inverse(), whole);
    }
    ScalarNormalization.addSquares(x, from, rows, s, whole);
    ScalarNormalization.divide(s.inverse(), rows);
  }

  private static void add(float[] x, int at, double[] sums, int n) {
    for (int j = 0; j < n; j += LANES) {
      load(sums, j).add(load(x, at + j)).intoArray(sums, j);
    }
  }

  private static void addSquares(float[] x, int at, double[] center, double[] squares, int n) {
    for (int j = 0; j < n; j += LANES) {
      DoubleVector d = load(x, at + j).sub(load(center, j));
      load(squares, j).add(d.mul(d)).intoArray(squares, j);
    }
  }

  @Override
  public void batchNorm(float[] x, int from, int rows, Standardization s, float[] y) {
    int width = s.center().length;
    int whole = width - width % LANES;
    for (int r = 0; r < rows; r++) {
      standardize(x, from + r * width, s, y, r * width, whole);
    }
    ScalarNormalization.batchNorm(x, from, rows, s, y, whole);
  }

  private static void standardize(float[] x, int at, Standardization s, float[] y, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      DoubleVector h = load(x, at + j).sub(load(s.center(), j)).mul(load(s.inverse(), j));
      narrow(h.mul(load(s.gain(), j)).add(load(s.bias(), j))).intoArray(y, to + j);
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
    int width = sums.length;
    int whole = width - width % LANES;
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    for (int r = 0; r < rows; r++) {
      batchSums(x, from + r * width, s, g, r * width, sums, products, whole);
    }
    ScalarNormalization.batchSums(x, from, rows, s, g, sums, products, whole);
  }

  private static void batchSums(
      float[] x,
      int from,
      Standardization s,
      float[] g,
      int at,
      double[] sums,
      double[] products,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      DoubleVector h = load(x, from + j).sub(load(s.center(), j)).mul(load(s.inverse(), j));
      DoubleVector d = load(g, at + j);
      load(sums, j).add(d).intoArray(sums, j);
      load(products, j).add(d.mul(h)).intoArray(products, j);
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
    int width = sums.length;
    int whole = width - width % LANES;
    for (int r = 0; r < rows; r++) {
      batchBackward(x, from + r * width, s, g, r * width, share, sums, products, dx, whole);
    }
    ScalarNormalization.batchBackward(x, from, rows, s, g, share, sums, products, dx, whole);
  }

  private static void batchBackward(
      float[] x,
      int from,
      Standardization s,
      float[] g,
      int at,
      double share,
      double[] sums,
      double[] products,
      float[] dx,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      DoubleVector inverse = load(s.inverse(), j);
      DoubleVector h = load(x, from + j).sub(load(s.center(), j)).mul(inverse);
      DoubleVector mean = load(sums, j).add(h.mul(load(products, j))).mul(share);
      DoubleVector d = load(s.gain(), j).mul(inverse).mul(load(g, at + j).sub(mean));
      addTo(dx, at + j, d);
    }
  }

  @Override
  public void layerNorm(float[] x, int from, Standardization s, float[] y) {
    int width = s.gain().length;
    int whole = width - width % LANES;
    for (int r = 0; r < s.center().length; r++) {
      int at = r * width;
      layerNorm(x, from + at, s.center()[r], s.inverse()[r], s, y, at, whole);
    }
    ScalarNormalization.layerNorm(x, from, s, y, whole);
  }

  private static void layerNorm(
      float[] x,
      int at,
      double center,
      double inverse,
      Standardization s,
      float[] y,
      int to,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      DoubleVector h = load(x, at + j).sub(center).mul(inverse);
      narrow(h.mul(load(s.gain(), j)).add(load(s.bias(), j))).intoArray(y, to + j);
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
    int whole = width - width % LANES;
    double[][] k = new double[ROWS][width];
    double[][] kh = new double[ROWS][width];
    double[] sum = new double[ROWS];
    double[] product = new double[ROWS];
    for (int r = 0; r < s.center().length; r += ROWS) {
      int rows = Math.min(ROWS, s.center().length - r);
      for (int i = 0; i < rows; i++) {
        layerSums(x, from, s, r + i, g, dgain, dbias, k[i], kh[i], whole);
        ScalarNormalization.layerSums(x, from, s, r + i, g, dgain, dbias, k[i], kh[i], whole);
      }
      if (dx != null) {
        Normalization.sums(k, sum);
        Normalization.sums(kh, product);
        for (int i = 0; i < rows; i++) {
          layerBackward(x, from, s, r + i, k[i], sum[i], product[i], dx, whole);
          ScalarNormalization.layerBackward(x, from, s, r + i, k[i], sum[i], product[i], dx, whole);
        }
      }
    }
  }

  private static void layerSums(
      float[] x,
      int from,
      Standardization s,
      int r,
      float[] g,
      double[] dgain,
      double[] dbias,
      double[] k,
      double[] kh,
      int n) {
    double center = s.center()[r];
    double inverse = s.inverse()[r];
    int at = r * k.length;
    for (int j = 0; j < n; j += LANES) {
      DoubleVector h = load(x, from + at + j).sub(center).mul(inverse);
      DoubleVector d = load(g, at + j);
      DoubleVector scaled = d.mul(load(s.gain(), j));
      scaled.intoArray(k, j);
      scaled.mul(h).intoArray(kh, j);
      load(dgain, j).add(d.mul(h)).intoArray(dgain, j);
      load(dbias, j).add(d).intoArray(dbias, j);
    }
  }

  private static void layerBackward(
      float[] x,
      int from,
      Standardization s,
      int r,
      double[] k,
      double sum,
      double product,
      float[] dx,
      int n) {
    double center = s.center()[r];
    double inverse = s.inverse()[r];
    int at = r * k.length;
    for (int j = 0; j < n; j += LANES) {
      DoubleVector h = load(x, from + at + j).sub(center).mul(inverse);
      DoubleVector mean = h.mul(product).add(sum).div(k.length);
      addTo(dx, at + j, load(k, j).sub(mean).mul(inverse));
    }
  }

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(WIDE, x, at);
  }

  private static DoubleVector load(float[] x, int at) {
    return (DoubleVector) FloatVector.fromArray(NARROW, x, at).convertShape(F2D, WIDE, 0);
  }

  private static FloatVector narrow(DoubleVector x) {
    return (FloatVector) x.convertShape(D2F, NARROW, 0);
  }

  private static void addTo(float[] y, int at, DoubleVector d) {
    FloatVector.fromArray(NARROW, y, at).add(narrow(d)).intoArray(y, at);
  }
}
