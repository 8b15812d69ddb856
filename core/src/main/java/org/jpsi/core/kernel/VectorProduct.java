package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product on tiles of {@link #ROWS} x {@link #COLUMNS} elements that stay in registers
/// over a block of k.
///
/// Both operands are packed first: A into panels of ROWS rows, B into panels of COLUMNS columns,
/// each with k as its outer index, so that the tile reads both straight through. Panels are padded
/// with zeros; a tile at the rim goes through a scratch area. Neither touches the bits of an
/// element (Goto and van de Geijn, ACM TOMS 34 (2008) 12).
final class VectorProduct {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;
  private static final int KC = Kernels.KC;

  /// Accumulators are ROWS x 2 vectors, as many as the registers hold without spills.
  static final int ROWS = VectorWidth.MANY_REGISTERS ? 8 : 4;

  static final int COLUMNS = 2 * LANES;

  // Rows of A and columns of B packed at once: 256 KiB and at most 1 MiB, for the second-level
  // cache.
  private static final int MC = 256;
  private static final int NC = 1024;

  private static final ThreadLocal<VectorProduct> OF_THREAD =
      ThreadLocal.withInitial(VectorProduct::new);

  private final float[] packedA = new float[MC * KC];
  private final float[] sums = new float[ROWS * COLUMNS];
  private float[] packedB = new float[KC * COLUMNS];

  private VectorProduct() {}

  static VectorProduct ofThread() {
    return OF_THREAD.get();
  }

  /// `C += A B`.
  void add(Matrix a, Matrix b, float[] c, int offset) {
    int n = b.columns();
    for (int k = 0; k < a.columns(); k += KC) {
      int kc = Math.min(KC, a.columns() - k);
      for (int j = 0; j < n; j += NC) {
        int nc = Math.min(NC, n - j);
        packB(b, k, kc, j, nc);
        for (int i = 0; i < a.rows(); i += MC) {
          int mc = Math.min(MC, a.rows() - i);
          packA(a, i, mc, k, kc);
          block(mc, nc, kc, c, offset + i * n + j, n);
        }
      }
    }
  }

  private void block(int mc, int nc, int kc, float[] c, int offset, int n) {
    for (int j = 0; j < nc; j += COLUMNS) {
      for (int i = 0; i < mc; i += ROWS) {
        tile(packedA, i * kc, packedB, j * kc, kc, sums);
        int at = offset + i * n + j;
        if (mc - i >= ROWS && nc - j >= COLUMNS) {
          addWhole(sums, c, at, n);
        } else {
          addRim(sums, Math.min(ROWS, mc - i), Math.min(COLUMNS, nc - j), c, at, n);
        }
      }
    }
  }

  private static void addWhole(float[] sums, float[] c, int at, int n) {
    for (int r = 0; r < ROWS; r++) {
      int to = at + r * n;
      load(c, to).add(load(sums, r * COLUMNS)).intoArray(c, to);
      load(c, to + LANES).add(load(sums, r * COLUMNS + LANES)).intoArray(c, to + LANES);
    }
  }

  private static void addRim(float[] sums, int rows, int columns, float[] c, int at, int n) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        c[at + r * n + j] += sums[r * COLUMNS + j];
      }
    }
  }

  private void packB(Matrix b, int k, int kc, int j, int nc) {
    int size = (nc + COLUMNS - 1) / COLUMNS * COLUMNS * kc;
    if (packedB.length < size) {
      packedB = new float[size];
    }
    for (int p = 0; p < nc; p += COLUMNS) {
      VectorPack.panel(
          b.transpose(), j + p, Math.min(COLUMNS, nc - p), COLUMNS, k, kc, packedB, p * kc);
    }
  }

  private void packA(Matrix a, int i, int mc, int k, int kc) {
    for (int p = 0; p < mc; p += ROWS) {
      VectorPack.panel(a, i + p, Math.min(ROWS, mc - p), ROWS, k, kc, packedA, p * kc);
    }
  }

  private static void tile(float[] a, int aOffset, float[] b, int bOffset, int kc, float[] sums) {
    if (ROWS == 8) {
      tile8(a, aOffset, b, bOffset, kc, sums);
    } else {
      tile4(a, aOffset, b, bOffset, kc, sums);
    }
  }

  private static void tile8(float[] a, int aOffset, float[] b, int bOffset, int kc, float[] sums) {
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
      FloatVector b0 = load(b, bOffset + k * COLUMNS);
      FloatVector b1 = load(b, bOffset + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[aOffset + k * 8]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 1]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 2]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 3]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 4]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 5]);
      s50 = v.fma(b0, s50);
      s51 = v.fma(b1, s51);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 6]);
      s60 = v.fma(b0, s60);
      s61 = v.fma(b1, s61);
      v = FloatVector.broadcast(S, a[aOffset + k * 8 + 7]);
      s70 = v.fma(b0, s70);
      s71 = v.fma(b1, s71);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s10.intoArray(sums, 1 * COLUMNS);
    s11.intoArray(sums, 1 * COLUMNS + LANES);
    s20.intoArray(sums, 2 * COLUMNS);
    s21.intoArray(sums, 2 * COLUMNS + LANES);
    s30.intoArray(sums, 3 * COLUMNS);
    s31.intoArray(sums, 3 * COLUMNS + LANES);
    s40.intoArray(sums, 4 * COLUMNS);
    s41.intoArray(sums, 4 * COLUMNS + LANES);
    s50.intoArray(sums, 5 * COLUMNS);
    s51.intoArray(sums, 5 * COLUMNS + LANES);
    s60.intoArray(sums, 6 * COLUMNS);
    s61.intoArray(sums, 6 * COLUMNS + LANES);
    s70.intoArray(sums, 7 * COLUMNS);
    s71.intoArray(sums, 7 * COLUMNS + LANES);
  }

  private static void tile4(float[] a, int aOffset, float[] b, int bOffset, int kc, float[] sums) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = load(b, bOffset + k * COLUMNS);
      FloatVector b1 = load(b, bOffset + k * COLUMNS + LANES);
      FloatVector v = FloatVector.broadcast(S, a[aOffset + k * 4]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(S, a[aOffset + k * 4 + 1]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(S, a[aOffset + k * 4 + 2]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(S, a[aOffset + k * 4 + 3]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s10.intoArray(sums, 1 * COLUMNS);
    s11.intoArray(sums, 1 * COLUMNS + LANES);
    s20.intoArray(sums, 2 * COLUMNS);
    s21.intoArray(sums, 2 * COLUMNS + LANES);
    s30.intoArray(sums, 3 * COLUMNS);
    s31.intoArray(sums, 3 * COLUMNS + LANES);
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }
}
