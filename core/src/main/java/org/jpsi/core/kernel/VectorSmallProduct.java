package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of small matrices, many of which attention has, with the bits of {@link VectorProduct}:
/// A is read where it lies, and B as panels of one vector of columns.
final class VectorSmallProduct {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int LANES = VectorWidth.LANES;

  /// The rows of a tile.
  private static final int ROWS = 4;

  /// The largest sizes for which this pays.
  private static final int MAX_ROWS = 32;

  private static final int MAX_PANELS = 1024;

  private static final ThreadLocal<float[]> PANELS =
      ThreadLocal.withInitial(() -> new float[MAX_PANELS + ROWS * LANES]);

  private VectorSmallProduct() {}

  static boolean fits(Matrix a, Matrix b) {
    return a.rows() <= MAX_ROWS
        && a.rows() >= ROWS
        && b.columns() > 1
        && a.columns() * Math.ceilDiv(b.columns(), LANES) * LANES <= MAX_PANELS;
  }

  /// `C = A B` or `C += A B`, C row-major.
  static void product(Matrix a, Matrix b, float[] c, int offset, boolean accumulate) {
    int k = a.columns();
    int n = b.columns();
    float[] panels = PANELS.get();
    for (int j = 0; j < n; j += LANES) {
      pack(b, j, Math.min(LANES, n - j), k, panels, j * k);
    }
    int rows = a.rowStride();
    int columns = a.columnStride();
    for (int j = 0; j < n; j += LANES) {
      int count = Math.min(LANES, n - j);
      int i = 0;
      for (; i + ROWS <= a.rows(); i += ROWS) {
        int at = a.offset() + i * rows;
        tile(
            a.values(),
            at,
            rows,
            columns,
            panels,
            j * k,
            k,
            c,
            offset + i * n + j,
            n,
            count,
            accumulate);
      }
      for (; i < a.rows(); i++) {
        int at = a.offset() + i * rows;
        row(a.values(), at, columns, panels, j * k, k, c, offset + i * n + j, count, accumulate);
      }
    }
  }

  // Row `l` of the panel is `B[l, j]` to `B[l, j + count - 1]`; what lies behind is not looked at.
  private static void pack(Matrix b, int j, int count, int k, float[] to, int at) {
    float[] x = b.values();
    if (!b.transposed()) {
      for (int l = 0; l < k; l++) {
        System.arraycopy(x, b.offset() + l * b.stride() + j, to, at + l * LANES, count);
      }
      return;
    }
    for (int q = 0; q < count; q++) {
      int from = b.offset() + (j + q) * b.stride();
      for (int l = 0; l < k; l++) {
        to[at + l * LANES + q] = x[from + l];
      }
    }
  }

  private static void tile(
      float[] a,
      int at,
      int rowStride,
      int step,
      float[] b,
      int bAt,
      int k,
      float[] c,
      int to,
      int n,
      int count,
      boolean add) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int l = 0, i = at; l < k; l++, i += step) {
      FloatVector v = FloatVector.fromArray(S, b, bAt + l * LANES);
      s0 = FloatVector.broadcast(S, a[i]).fma(v, s0);
      s1 = FloatVector.broadcast(S, a[i + rowStride]).fma(v, s1);
      s2 = FloatVector.broadcast(S, a[i + 2 * rowStride]).fma(v, s2);
      s3 = FloatVector.broadcast(S, a[i + 3 * rowStride]).fma(v, s3);
    }
    if (count == LANES) {
      store(s0, c, to, add);
      store(s1, c, to + n, add);
      store(s2, c, to + 2 * n, add);
      store(s3, c, to + 3 * n, add);
    } else {
      s0.intoArray(b, MAX_PANELS);
      s1.intoArray(b, MAX_PANELS + LANES);
      s2.intoArray(b, MAX_PANELS + 2 * LANES);
      s3.intoArray(b, MAX_PANELS + 3 * LANES);
      for (int r = 0; r < ROWS; r++) {
        place(b, MAX_PANELS + r * LANES, c, to + r * n, count, add);
      }
    }
  }

  private static void row(
      float[] a,
      int at,
      int step,
      float[] b,
      int bAt,
      int k,
      float[] c,
      int to,
      int count,
      boolean add) {
    FloatVector sum = FloatVector.zero(S);
    for (int l = 0; l < k; l++) {
      FloatVector v = FloatVector.fromArray(S, b, bAt + l * LANES);
      sum = FloatVector.broadcast(S, a[at + l * step]).fma(v, sum);
    }
    if (count == LANES) {
      store(sum, c, to, add);
    } else {
      sum.intoArray(b, MAX_PANELS);
      place(b, MAX_PANELS, c, to, count, add);
    }
  }

  private static void store(FloatVector sum, float[] c, int to, boolean add) {
    FloatVector old = add ? FloatVector.fromArray(S, c, to) : FloatVector.zero(S);
    old.add(sum).intoArray(c, to);
  }

  // The end of a row, which fills no vector.
  private static void place(float[] sums, int from, float[] c, int to, int count, boolean add) {
    for (int j = 0; j < count; j++) {
      c[to + j] = (add ? c[to + j] : 0) + sums[from + j];
    }
  }
}
