package org.jpsi.core.kernel;

import org.jspecify.annotations.Nullable;

/// The matrix product on tiles of {@link VectorTile#ROWS} x {@link VectorTile#COLUMNS} elements
/// that stay in registers over a block of k.
///
/// B is packed into panels of COLUMNS columns, with k as the outer index, so that a tile reads it
/// straight through (Goto and van de Geijn, ACM TOMS 34 (2008) 12). A is read where it lies, which
/// costs nothing as long as a block of it stays in the second-level cache, and packed only where
/// its rows lie so far apart that they would push each other out of it. Where A has few rows and B
/// would have to be transposed, the roles change: `C^T = B^T A^T` packs the small operand. None of
/// this touches the bits of an element.
final class VectorProduct {
  private static final int KC = Kernels.KC;
  private static final int ROWS = VectorTile.ROWS;
  private static final int COLUMNS = VectorTile.COLUMNS;

  // Rows of A that are used again and again while B passes: 256 KiB.
  private static final int MC = 256;
  // The same where they lie far apart and are not packed.
  private static final int MC_FAR = 64;
  // A stride of 2 KiB or more maps the rows of a block to few places of the caches.
  private static final int FAR = 512;
  // Packing A pays where so many columns use it.
  private static final int MANY_COLUMNS = 256;
  // Below so many rows of A, B^T is not worth transposing.
  private static final int FEW_ROWS = 96;

  private static final ThreadLocal<VectorProduct> OF_THREAD =
      ThreadLocal.withInitial(VectorProduct::new);

  private final float[] sums = new float[ROWS * COLUMNS];
  private final float[] rim = new float[ROWS * KC];
  private float[] ownA = {};
  private float[] ownB = {};

  // Where C goes.
  private float[] c = {};
  private int stride;
  private boolean exchanged;

  // The block of A under way: element (r, k) of tile t at `from + t * tileStride + r * rowStride +
  // k * columnStride`; rows that fill no tile are in `rim`.
  private float[] a = {};
  private int from;
  private int tileStride;
  private int rowStride;
  private int columnStride;
  private int kc;
  private int rows;

  private VectorProduct() {}

  static VectorProduct ofThread() {
    return OF_THREAD.get();
  }

  /// The length of {@link Packed#panels()}.
  static int size(Matrix b) {
    return Math.multiplyExact(b.rows(), padded(b.columns()));
  }

  static void pack(Matrix b, float[] panels) {
    for (int k = 0; k < b.rows(); k += KC) {
      packBlock(b, k, Math.min(KC, b.rows() - k), panels, k * padded(b.columns()));
    }
  }

  /// `C = A B` or `C += A B`, C's rows `stride` apart.
  void product(Matrix x, Matrix y, float[] into, int offset, int apart, boolean accumulate) {
    c = into;
    stride = apart;
    exchanged = y.transposed() && x.rows() < FEW_ROWS && x.rows() < y.columns();
    if (exchanged) {
      blocks(y.transpose(), x.transpose(), null, offset, accumulate);
    } else {
      blocks(x, y, null, offset, accumulate);
    }
  }

  /// The same with B packed.
  void product(Matrix x, Packed y, float[] into, int offset, int apart, boolean accumulate) {
    c = into;
    stride = apart;
    exchanged = false;
    blocks(x, y.source(), y.panels(), offset, accumulate);
  }

  private void blocks(
      Matrix x, Matrix y, float @Nullable [] packed, int offset, boolean accumulate) {
    int n = y.columns();
    boolean far = x.stride() >= FAR;
    boolean packs = far && n >= MANY_COLUMNS;
    int most = far && !packs ? MC_FAR : MC;
    for (int k = 0; k < x.columns(); k += KC) {
      kc = Math.min(KC, x.columns() - k);
      boolean add = accumulate || k > 0;
      if (packed == null && x.rows() <= most) {
        // a panel is packed into the first-level cache just before it is used
        takeA(x, 0, x.rows(), k, packs);
        ownB = atLeast(COLUMNS * kc, ownB);
        for (int j = 0; j < n; j += COLUMNS) {
          packPanel(y, k, kc, j, ownB, 0);
          panel(ownB, 0, Math.min(COLUMNS, n - j), at(offset, 0, j), add);
        }
      } else {
        float[] panels = packed;
        int begin = k * padded(n);
        if (panels == null) {
          panels = ownB = atLeast(padded(n) * kc, ownB);
          begin = 0;
          packBlock(y, k, kc, panels, 0);
        }
        for (int i = 0; i < x.rows(); i += most) {
          takeA(x, i, Math.min(most, x.rows() - i), k, packs);
          for (int j = 0; j < n; j += COLUMNS) {
            panel(panels, begin + j * kc, Math.min(COLUMNS, n - j), at(offset, i, j), add);
          }
        }
      }
    }
  }

  private int at(int offset, int i, int j) {
    return exchanged ? offset + j * stride + i : offset + i * stride + j;
  }

  private void takeA(Matrix x, int i, int count, int k, boolean packs) {
    rows = count;
    if (packs) {
      ownA = atLeast((count + ROWS - 1) / ROWS * ROWS * kc, ownA);
      for (int r = 0; r < count; r += ROWS) {
        VectorPack.panel(x, i + r, Math.min(ROWS, count - r), ROWS, k, kc, ownA, r * kc);
      }
      a = ownA;
      from = 0;
      rowStride = 1;
      columnStride = ROWS;
      tileStride = ROWS * kc;
    } else {
      a = x.values();
      from = x.offset() + i * x.rowStride() + k * x.columnStride();
      rowStride = x.rowStride();
      columnStride = x.columnStride();
      tileStride = ROWS * rowStride;
    }
    int whole = count - count % ROWS;
    if (whole < count) {
      VectorPack.panel(x, i + whole, count - whole, ROWS, k, kc, rim, 0);
    }
  }

  // All rows of the block of A against one panel.
  private void panel(float[] b, int bAt, int columns, int to, boolean add) {
    int tiles = rows / ROWS;
    if (columns == COLUMNS && !exchanged) {
      for (int t = 0; t < tiles; t++) {
        int c0 = to + t * ROWS * stride;
        VectorTile.tile(
            a, from + t * tileStride, rowStride, columnStride, b, bAt, kc, c, c0, stride, add);
      }
    } else {
      for (int t = 0; t < tiles; t++) {
        VectorTile.tile(
            a, from + t * tileStride, rowStride, columnStride, b, bAt, kc, sums, 0, COLUMNS, false);
        place(ROWS, columns, to + t * ROWS * (exchanged ? 1 : stride), add);
      }
    }
    int rest = rows - tiles * ROWS;
    if (rest > 0) {
      VectorTile.tile(rim, 0, 1, ROWS, b, bAt, kc, sums, 0, COLUMNS, false);
      place(rest, columns, to + tiles * ROWS * (exchanged ? 1 : stride), add);
    }
  }

  private void place(int count, int columns, int to, boolean add) {
    if (exchanged) {
      for (int j = 0; j < columns; j++) {
        for (int r = 0; r < count; r++) {
          int i = to + j * stride + r;
          c[i] = (add ? c[i] : 0) + sums[r * COLUMNS + j];
        }
      }
    } else {
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < columns; j++) {
          int i = to + r * stride + j;
          c[i] = (add ? c[i] : 0) + sums[r * COLUMNS + j];
        }
      }
    }
  }

  private static void packBlock(Matrix b, int k, int kc, float[] to, int at) {
    for (int j = 0; j < b.columns(); j += COLUMNS) {
      packPanel(b, k, kc, j, to, at + j * kc);
    }
  }

  private static void packPanel(Matrix b, int k, int kc, int j, float[] to, int at) {
    VectorPack.panel(b.transpose(), j, Math.min(COLUMNS, b.columns() - j), COLUMNS, k, kc, to, at);
  }

  private static int padded(int columns) {
    return Math.ceilDiv(columns, COLUMNS) * COLUMNS;
  }

  private static float[] atLeast(int size, float[] present) {
    return present.length >= size ? present : new float[size];
  }
}
