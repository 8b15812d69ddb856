package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Matrix-vector and vector-matrix products (BLAS's gemv): a tile would compute zeros beside the
/// one column or row. The output layer of most networks is one, forward and back. The bits are
/// those of any product.
final class VectorGemv {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int KC = Kernels.KC;
  private static final int ROWS = 8;

  private VectorGemv() {}

  /// Whether {@link #byColumn} is the way.
  static boolean column(Matrix x, Matrix y) {
    return y.columns() == 1 && !x.transposed();
  }

  /// Whether {@link #byRow} is the way.
  static boolean row(Matrix x, Matrix y) {
    return x.rows() == 1 && !y.transposed() && y.columns() >= LANES;
  }

  static void copyColumn(Matrix y, float[] to) {
    int at = y.offset();
    int step = y.rowStride();
    for (int k = 0; k < y.rows(); k++) {
      to[k] = y.values()[at + k * step];
    }
  }

  /// One column: each element is a chain of multiply-adds of its own, and the chains of eight rows
  /// run beside each other.
  static void byColumn(Matrix x, float[] y, float[] c, int offset, int stride, boolean accumulate) {
    for (int k = 0; k < x.columns(); k += KC) {
      int kc = Math.min(KC, x.columns() - k);
      boolean add = accumulate || k > 0;
      int whole = x.rows() - x.rows() % ROWS;
      for (int i = 0; i < whole; i += ROWS) {
        eight(x, i, k, kc, y, c, offset + i * stride, stride, add);
      }
      for (int i = whole; i < x.rows(); i++) {
        float sum = 0;
        for (int l = 0; l < kc; l++) {
          sum = Math.fma(at(x, i, k + l), y[k + l], sum);
        }
        put(c, offset + i * stride, sum, add);
      }
    }
  }

  private static float at(Matrix x, int i, int k) {
    return x.values()[x.offset() + i * x.rowStride() + k * x.columnStride()];
  }

  private static void put(float[] c, int at, float sum, boolean add) {
    // a sum begins at +0 in any case, as in a tile
    c[at] = (add ? c[at] : 0) + sum;
  }

  private static void eight(
      Matrix x, int i, int k, int kc, float[] y, float[] c, int to, int stride, boolean add) {
    int step = x.rowStride();
    int apart = x.columnStride();
    float[] a = x.values();
    int p = x.offset() + i * step + k * apart;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int l = 0; l < kc; l++) {
      float v = y[k + l];
      s0 = Math.fma(a[p], v, s0);
      s1 = Math.fma(a[p + step], v, s1);
      s2 = Math.fma(a[p + 2 * step], v, s2);
      s3 = Math.fma(a[p + 3 * step], v, s3);
      s4 = Math.fma(a[p + 4 * step], v, s4);
      s5 = Math.fma(a[p + 5 * step], v, s5);
      s6 = Math.fma(a[p + 6 * step], v, s6);
      s7 = Math.fma(a[p + 7 * step], v, s7);
      p += apart;
    }
    put(c, to, s0, add);
    put(c, to + stride, s1, add);
    put(c, to + 2 * stride, s2, add);
    put(c, to + 3 * stride, s3, add);
    put(c, to + 4 * stride, s4, add);
    put(c, to + 5 * stride, s5, add);
    put(c, to + 6 * stride, s6, add);
    put(c, to + 7 * stride, s7, add);
  }

  /// One row: sums of neighboring columns fill a vector, and B is read where it lies.
  static void byRow(Matrix x, Matrix y, float[] c, int offset, boolean accumulate) {
    int n = y.columns();
    int whole = n - n % LANES;
    for (int k = 0; k < x.columns(); k += KC) {
      int kc = Math.min(KC, x.columns() - k);
      boolean add = accumulate || k > 0;
      int a = x.offset() + k * x.columnStride();
      int b = y.offset() + k * y.stride();
      int j = 0;
      for (; j + 4 * LANES <= whole; j += 4 * LANES) {
        four(x, a, y, b + j, kc, c, offset + j, add);
      }
      for (; j < whole; j += LANES) {
        one(x, a, y, b + j, kc, c, offset + j, add);
      }
      for (; j < n; j++) {
        float sum = 0;
        for (int l = 0; l < kc; l++) {
          sum = Math.fma(at(x, 0, k + l), y.values()[b + j + l * y.stride()], sum);
        }
        put(c, offset + j, sum, add);
      }
    }
  }

  private static void four(
      Matrix x, int aAt, Matrix y, int bAt, int kc, float[] c, int to, boolean add) {
    float[] a = x.values();
    float[] b = y.values();
    int apart = x.columnStride();
    int step = y.stride();
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int l = 0; l < kc; l++) {
      FloatVector v = FloatVector.broadcast(S, a[aAt + l * apart]);
      int at = bAt + l * step;
      s0 = v.fma(FloatVector.fromArray(S, b, at), s0);
      s1 = v.fma(FloatVector.fromArray(S, b, at + LANES), s1);
      s2 = v.fma(FloatVector.fromArray(S, b, at + 2 * LANES), s2);
      s3 = v.fma(FloatVector.fromArray(S, b, at + 3 * LANES), s3);
    }
    store(s0, c, to, add);
    store(s1, c, to + LANES, add);
    store(s2, c, to + 2 * LANES, add);
    store(s3, c, to + 3 * LANES, add);
  }

  private static void one(
      Matrix x, int aAt, Matrix y, int bAt, int kc, float[] c, int to, boolean add) {
    float[] a = x.values();
    float[] b = y.values();
    int apart = x.columnStride();
    int step = y.stride();
    FloatVector s = FloatVector.zero(S);
    for (int l = 0; l < kc; l++) {
      FloatVector v = FloatVector.broadcast(S, a[aAt + l * apart]);
      s = v.fma(FloatVector.fromArray(S, b, bAt + l * step), s);
    }
    store(s, c, to, add);
  }

  private static void store(FloatVector sum, float[] c, int at, boolean add) {
    FloatVector zero = FloatVector.zero(S);
    (add ? FloatVector.fromArray(S, c, at) : zero).add(sum).intoArray(c, at);
  }
}
