package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernel of the matrix product: `C = A B` for one tile over one block of k, in registers.
///
/// A tile is 4 or 8 rows by two vectors of columns: sums for 8 of 16 registers, or 16 of 32. More
/// would make C2 spill one, which halves the speed. It takes an element of A into all lanes by one
/// load; B comes in packed panels. The forms repeat each other line by line: as loops over arrays
/// of vectors C2 would put those into memory.
final class VectorTile {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;

  static final int MAX_ROWS = 8;
  static final int COLUMNS = 2 * LANES;

  /// The distance to which lines of A are copied: room for a block of k, and no power of two, which
  /// would map all lines to the same few cache sets.
  static final int LINE = Kernels.KC + 16;

  private VectorTile() {}

  /// Writes the tile's sums over `kc` elements to `c` from `to`, or adds them.
  ///
  /// @param a where element (r, k) of A is at `aAt + r * LINE + k`: a constant, so that one
  ///   register holds the address of all rows
  static void rows(
      int rows,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int kc,
      float[] c,
      int to,
      int stride,
      boolean add) {
    if (rows == 8) {
      rows8(a, aAt, b, bAt, kc, c, to, stride, add);
    } else {
      rows4(a, aAt, b, bAt, kc, c, to, stride, add);
    }
  }

  /// The same where element (r, k) of A is at `aAt + r + k * apart`.
  static void columns(
      int rows,
      float[] a,
      int aAt,
      int apart,
      float[] b,
      int bAt,
      int kc,
      float[] c,
      int to,
      int stride,
      boolean add) {
    if (rows == 8) {
      columns8(a, aAt, apart, b, bAt, kc, c, to, stride, add);
    } else {
      columns4(a, aAt, apart, b, bAt, kc, c, to, stride, add);
    }
  }

  private static void store(FloatVector x, FloatVector y, float[] c, int at, boolean add) {
    // a sum begins at +0 in any case, as adding to zeros would
    FloatVector zero = FloatVector.zero(S);
    (add ? load(c, at) : zero).add(x).intoArray(c, at);
    (add ? load(c, at + LANES) : zero).add(y).intoArray(c, at + LANES);
  }

  private static void rows4(
      float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to, int stride, boolean add) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      FloatVector b1 = load(b, bAt + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[aAt + k]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[aAt + LINE + k]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[aAt + 2 * LINE + k]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[aAt + 3 * LINE + k]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
    }
    store(s00, s01, c, to, add);
    store(s10, s11, c, to + stride, add);
    store(s20, s21, c, to + 2 * stride, add);
    store(s30, s31, c, to + 3 * stride, add);
  }

  private static void columns4(
      float[] a,
      int aAt,
      int apart,
      float[] b,
      int bAt,
      int kc,
      float[] c,
      int to,
      int stride,
      boolean add) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    int p = aAt;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      FloatVector b1 = load(b, bAt + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[p]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[p + 1]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[p + 2]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[p + 3]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      p += apart;
    }
    store(s00, s01, c, to, add);
    store(s10, s11, c, to + stride, add);
    store(s20, s21, c, to + 2 * stride, add);
    store(s30, s31, c, to + 3 * stride, add);
  }

  private static void rows8(
      float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to, int stride, boolean add) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      FloatVector b1 = load(b, bAt + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[aAt + k]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[aAt + LINE + k]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[aAt + 2 * LINE + k]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[aAt + 3 * LINE + k]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      v = FloatVector.broadcast(S, a[aAt + 4 * LINE + k]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
      v = FloatVector.broadcast(S, a[aAt + 5 * LINE + k]);
      s50 = v.fma(b0, s50);
      s51 = v.fma(b1, s51);
      v = FloatVector.broadcast(S, a[aAt + 6 * LINE + k]);
      s60 = v.fma(b0, s60);
      s61 = v.fma(b1, s61);
      v = FloatVector.broadcast(S, a[aAt + 7 * LINE + k]);
      s70 = v.fma(b0, s70);
      s71 = v.fma(b1, s71);
    }
    store(s00, s01, c, to, add);
    store(s10, s11, c, to + stride, add);
    store(s20, s21, c, to + 2 * stride, add);
    store(s30, s31, c, to + 3 * stride, add);
    store(s40, s41, c, to + 4 * stride, add);
    store(s50, s51, c, to + 5 * stride, add);
    store(s60, s61, c, to + 6 * stride, add);
    store(s70, s71, c, to + 7 * stride, add);
  }

  private static void columns8(
      float[] a,
      int aAt,
      int apart,
      float[] b,
      int bAt,
      int kc,
      float[] c,
      int to,
      int stride,
      boolean add) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    int p = aAt;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      FloatVector b1 = load(b, bAt + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[p]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[p + 1]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[p + 2]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[p + 3]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      v = FloatVector.broadcast(S, a[p + 4]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
      v = FloatVector.broadcast(S, a[p + 5]);
      s50 = v.fma(b0, s50);
      s51 = v.fma(b1, s51);
      v = FloatVector.broadcast(S, a[p + 6]);
      s60 = v.fma(b0, s60);
      s61 = v.fma(b1, s61);
      v = FloatVector.broadcast(S, a[p + 7]);
      s70 = v.fma(b0, s70);
      s71 = v.fma(b1, s71);
      p += apart;
    }
    store(s00, s01, c, to, add);
    store(s10, s11, c, to + stride, add);
    store(s20, s21, c, to + 2 * stride, add);
    store(s30, s31, c, to + 3 * stride, add);
    store(s40, s41, c, to + 4 * stride, add);
    store(s50, s51, c, to + 5 * stride, add);
    store(s60, s61, c, to + 6 * stride, add);
    store(s70, s71, c, to + 7 * stride, add);
  }

  /// Eight rows by one vector of columns, where a panel has no more. Elements of A lie as in {@link
  /// #rows}. Eight sums are as many chains as keep the units busy. Lines of C are COLUMNS apart.
  static void narrowRows(float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector s4 = FloatVector.zero(S);
    FloatVector s5 = FloatVector.zero(S);
    FloatVector s6 = FloatVector.zero(S);
    FloatVector s7 = FloatVector.zero(S);
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      s0 = FloatVector.broadcast(S, a[aAt + k]).fma(b0, s0);
      s1 = FloatVector.broadcast(S, a[aAt + LINE + k]).fma(b0, s1);
      s2 = FloatVector.broadcast(S, a[aAt + 2 * LINE + k]).fma(b0, s2);
      s3 = FloatVector.broadcast(S, a[aAt + 3 * LINE + k]).fma(b0, s3);
      s4 = FloatVector.broadcast(S, a[aAt + 4 * LINE + k]).fma(b0, s4);
      s5 = FloatVector.broadcast(S, a[aAt + 5 * LINE + k]).fma(b0, s5);
      s6 = FloatVector.broadcast(S, a[aAt + 6 * LINE + k]).fma(b0, s6);
      s7 = FloatVector.broadcast(S, a[aAt + 7 * LINE + k]).fma(b0, s7);
    }
    one(s0, c, to);
    one(s1, c, to + COLUMNS);
    one(s2, c, to + 2 * COLUMNS);
    one(s3, c, to + 3 * COLUMNS);
    one(s4, c, to + 4 * COLUMNS);
    one(s5, c, to + 5 * COLUMNS);
    one(s6, c, to + 6 * COLUMNS);
    one(s7, c, to + 7 * COLUMNS);
  }

  /// The same where element (r, k) of A is at `aAt + r + k * apart`.
  static void narrowColumns(
      float[] a, int aAt, int apart, float[] b, int bAt, int kc, float[] c, int to) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector s4 = FloatVector.zero(S);
    FloatVector s5 = FloatVector.zero(S);
    FloatVector s6 = FloatVector.zero(S);
    FloatVector s7 = FloatVector.zero(S);
    int p = aAt;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bAt + k * COLUMNS);
      s0 = FloatVector.broadcast(S, a[p]).fma(b0, s0);
      s1 = FloatVector.broadcast(S, a[p + 1]).fma(b0, s1);
      s2 = FloatVector.broadcast(S, a[p + 2]).fma(b0, s2);
      s3 = FloatVector.broadcast(S, a[p + 3]).fma(b0, s3);
      s4 = FloatVector.broadcast(S, a[p + 4]).fma(b0, s4);
      s5 = FloatVector.broadcast(S, a[p + 5]).fma(b0, s5);
      s6 = FloatVector.broadcast(S, a[p + 6]).fma(b0, s6);
      s7 = FloatVector.broadcast(S, a[p + 7]).fma(b0, s7);
      p += apart;
    }
    one(s0, c, to);
    one(s1, c, to + COLUMNS);
    one(s2, c, to + 2 * COLUMNS);
    one(s3, c, to + 3 * COLUMNS);
    one(s4, c, to + 4 * COLUMNS);
    one(s5, c, to + 5 * COLUMNS);
    one(s6, c, to + 6 * COLUMNS);
    one(s7, c, to + 7 * COLUMNS);
  }

  // a sum begins at +0 in any case, as adding to zeros would
  private static void one(FloatVector sum, float[] c, int at) {
    FloatVector.zero(S).add(sum).intoArray(c, at);
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }
}
