package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernel of the matrix product: `C = A B` for one tile over one block of k, in registers.
///
/// A tile is 4 or 8 rows by two vectors of columns: sums for 8 of 16 registers, or 16 of 32. More
/// would make C2 spill one, which halves the speed. It takes an element of A into all lanes by one
/// load; B comes in packed panels. The forms repeat each other line by line: as loops over arrays
/// of vectors C2 would put those into memory. What follows a loop calls the Vector API alone:
/// behind some 18,000 nodes C2 inlines nothing else, and makes objects of the vectors passed.
final class VectorTile {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;

  static final int MAX_ROWS = 8;
  static final int COLUMNS = 2 * LANES;

  /// The distance of the lines of A, to which they are copied where they lie at another.
  static final int LINE = Kernels.LINE;

  private VectorTile() {}

  /// Writes `start` plus the tile's sums over `kc` elements to `c` from `to`. A result begins at
  /// +0, as if sums were added to zeros; they themselves are what is added to -0.
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
      float start) {
    if (rows == 8) {
      rows8(a, aAt, b, bAt, kc, c, to, stride, start);
    } else {
      rows4(a, aAt, b, bAt, kc, c, to, stride, start);
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
      float start) {
    if (rows == 8) {
      columns8(a, aAt, apart, b, bAt, kc, c, to, stride, start);
    } else {
      columns4(a, aAt, apart, b, bAt, kc, c, to, stride, start);
    }
  }

  /// Adds the sums of a tile, whose rows are COLUMNS apart, to its elements of C.
  static void accumulate(int rows, float[] sums, float[] c, int to, int stride) {
    for (int r = 0; r < rows; r++) {
      int at = to + r * stride;
      int from = r * COLUMNS;
      FloatVector x = fromArray(S, c, at).add(fromArray(S, sums, from));
      FloatVector y = fromArray(S, c, at + LANES).add(fromArray(S, sums, from + LANES));
      x.intoArray(c, at);
      y.intoArray(c, at + LANES);
    }
  }

  /// Writes as much of a row of sums to C, or adds it, as fills vectors; returns the columns done.
  static int place(float[] sums, int from, float[] c, int to, int columns, boolean add) {
    int j = 0;
    for (; j + LANES <= columns; j += LANES) {
      FloatVector old = add ? fromArray(S, c, to + j) : FloatVector.zero(S);
      old.add(fromArray(S, sums, from + j)).intoArray(c, to + j);
    }
    return j;
  }

  /// Adds the bias of two vectors of columns to `rows` rows that were just written, and raises what
  /// is below `floor` to it.
  static void finish(
      float[] c, int to, int stride, int rows, float[] bias, int biasAt, float floor) {
    FloatVector b0 = fromArray(S, bias, biasAt);
    FloatVector b1 = fromArray(S, bias, biasAt + LANES);
    FloatVector f = FloatVector.broadcast(S, floor);
    for (int r = 0; r < rows; r++) {
      int at = to + r * stride;
      FloatVector v = fromArray(S, c, at).add(b0);
      FloatVector w = fromArray(S, c, at + LANES).add(b1);
      v.blend(f, v.compare(LE, f)).intoArray(c, at);
      w.blend(f, w.compare(LE, f)).intoArray(c, at + LANES);
    }
  }

  /// The same with as much of one row as fills vectors; returns the columns done.
  static int finishRow(float[] c, int to, int columns, float[] bias, int biasAt, float floor) {
    FloatVector f = FloatVector.broadcast(S, floor);
    int j = 0;
    for (; j + LANES <= columns; j += LANES) {
      FloatVector v = fromArray(S, c, to + j);
      v = v.add(fromArray(S, bias, biasAt + j));
      v.blend(f, v.compare(LE, f)).intoArray(c, to + j);
    }
    return j;
  }

  private static void rows4(
      float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to, int stride, float start) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
      FloatVector b1 = fromArray(S, b, bAt + k * COLUMNS + LANES);
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
    FloatVector first = FloatVector.broadcast(S, start);
    s00.add(first).intoArray(c, to);
    s01.add(first).intoArray(c, to + LANES);
    s10.add(first).intoArray(c, to + stride);
    s11.add(first).intoArray(c, to + stride + LANES);
    s20.add(first).intoArray(c, to + 2 * stride);
    s21.add(first).intoArray(c, to + 2 * stride + LANES);
    s30.add(first).intoArray(c, to + 3 * stride);
    s31.add(first).intoArray(c, to + 3 * stride + LANES);
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
      float start) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    int p = aAt;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
      FloatVector b1 = fromArray(S, b, bAt + k * COLUMNS + LANES);
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
    FloatVector first = FloatVector.broadcast(S, start);
    s00.add(first).intoArray(c, to);
    s01.add(first).intoArray(c, to + LANES);
    s10.add(first).intoArray(c, to + stride);
    s11.add(first).intoArray(c, to + stride + LANES);
    s20.add(first).intoArray(c, to + 2 * stride);
    s21.add(first).intoArray(c, to + 2 * stride + LANES);
    s30.add(first).intoArray(c, to + 3 * stride);
    s31.add(first).intoArray(c, to + 3 * stride + LANES);
  }

  private static void rows8(
      float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to, int stride, float start) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s40 = zero;
    FloatVector s41 = zero;
    FloatVector s50 = zero;
    FloatVector s51 = zero;
    FloatVector s60 = zero;
    FloatVector s61 = zero;
    FloatVector s70 = zero;
    FloatVector s71 = zero;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
      FloatVector b1 = fromArray(S, b, bAt + k * COLUMNS + LANES);
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
    FloatVector first = FloatVector.broadcast(S, start);
    s00.add(first).intoArray(c, to);
    s01.add(first).intoArray(c, to + LANES);
    s10.add(first).intoArray(c, to + stride);
    s11.add(first).intoArray(c, to + stride + LANES);
    s20.add(first).intoArray(c, to + 2 * stride);
    s21.add(first).intoArray(c, to + 2 * stride + LANES);
    s30.add(first).intoArray(c, to + 3 * stride);
    s31.add(first).intoArray(c, to + 3 * stride + LANES);
    s40.add(first).intoArray(c, to + 4 * stride);
    s41.add(first).intoArray(c, to + 4 * stride + LANES);
    s50.add(first).intoArray(c, to + 5 * stride);
    s51.add(first).intoArray(c, to + 5 * stride + LANES);
    s60.add(first).intoArray(c, to + 6 * stride);
    s61.add(first).intoArray(c, to + 6 * stride + LANES);
    s70.add(first).intoArray(c, to + 7 * stride);
    s71.add(first).intoArray(c, to + 7 * stride + LANES);
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
      float start) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s40 = zero;
    FloatVector s41 = zero;
    FloatVector s50 = zero;
    FloatVector s51 = zero;
    FloatVector s60 = zero;
    FloatVector s61 = zero;
    FloatVector s70 = zero;
    FloatVector s71 = zero;
    int p = aAt;
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
      FloatVector b1 = fromArray(S, b, bAt + k * COLUMNS + LANES);
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
    FloatVector first = FloatVector.broadcast(S, start);
    s00.add(first).intoArray(c, to);
    s01.add(first).intoArray(c, to + LANES);
    s10.add(first).intoArray(c, to + stride);
    s11.add(first).intoArray(c, to + stride + LANES);
    s20.add(first).intoArray(c, to + 2 * stride);
    s21.add(first).intoArray(c, to + 2 * stride + LANES);
    s30.add(first).intoArray(c, to + 3 * stride);
    s31.add(first).intoArray(c, to + 3 * stride + LANES);
    s40.add(first).intoArray(c, to + 4 * stride);
    s41.add(first).intoArray(c, to + 4 * stride + LANES);
    s50.add(first).intoArray(c, to + 5 * stride);
    s51.add(first).intoArray(c, to + 5 * stride + LANES);
    s60.add(first).intoArray(c, to + 6 * stride);
    s61.add(first).intoArray(c, to + 6 * stride + LANES);
    s70.add(first).intoArray(c, to + 7 * stride);
    s71.add(first).intoArray(c, to + 7 * stride + LANES);
  }
}
