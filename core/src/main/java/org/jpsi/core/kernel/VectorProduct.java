package org.jpsi.core.kernel;

import org.jspecify.annotations.Nullable;

/// Blocked matrix product (BLAS's gemm), on tiles ({@link VectorTile}) that stay in registers over
/// a block of k.
///
/// B is packed into panels of COLUMNS columns, with k as the outer index, so that a tile reads it
/// straight through (Goto and van de Geijn, ACM TOMS 34 (2008) 12). Lines of A are copied to a
/// constant distance ({@link VectorTile#LINE}), unless they lie so. A transposed A is packed where
/// B has many columns, else read where it lies, unless its lines would push each other out of the
/// caches. Where A has few rows and B would have to be transposed, the roles change: `C^T = B^T
/// A^T` packs the small operand. None of this touches the bits of an element.
final class VectorProduct {
  private static final int KC = Kernels.KC;
  private static final int LINE = VectorTile.LINE;
  private static final int COLUMNS = VectorTile.COLUMNS;

  // Rows of A that are used again and again while B passes: 256 KiB.
  private static final int MC = 256;
  // Fewer where a block of k is short: they are copied, and used from the first-level cache.
  private static final int MIN_ROWS = 32;
  // Lines so many floats apart, or a multiple, are mapped to few cache sets.
  private static final int ALIASING_STRIDE = 32;
  // Products of so many rows and columns are timed, so often that C2 has compiled both forms before
  // the last.
  private static final int TRIAL = 128;
  private static final int ROUNDS = 400;
  // So many columns of B pay for packing a transposed A.
  private static final int MIN_COLUMNS_TO_PACK = 128;
  // Below so many rows of A, B^T is not worth transposing.
  private static final int MIN_ROWS_TO_TRANSPOSE = 96;

  private static final ThreadLocal<VectorProduct> OF_THREAD =
      ThreadLocal.withInitial(VectorProduct::new);

  // The rows of a tile: what was measured to be faster here.
  private static volatile int fastest = VectorWidth.MANY_REGISTERS ? 8 : 4;

  private final float[] sums = new float[VectorTile.MAX_ROWS * COLUMNS];
  private final float[] rim = new float[VectorTile.MAX_ROWS * KC];
  private int height = fastest;
  private float[] ownA = {};
  private float[] ownB = {};

  // The output C, the distance of its rows, and whether roles are exchanged.
  private float[] c = {};
  private int stride;
  private boolean exchanged;

  // The block of A under way: tile t begins at `from + t * tileStride`. Where it is transposed,
  // rows that fill no tile are in `rim`.
  private float[] a = {};
  private int from;
  private int tileStride;
  // Between columns where A is transposed, else 0.
  private int apart;
  private int kc;
  private int rows;
  // Whether the panel under way has no more than one vector of columns.
  private boolean narrow;

  // The epilogue: a bias to be added from `biasAt`, and the smallest value behind it; null where
  // there is none. It follows the last block of k.
  private float @Nullable [] bias;
  private int biasAt;
  private float floor;
  // The same of the block under way.
  private float @Nullable [] finishing;

  private VectorProduct() {}

  static VectorProduct ofThread() {
    return OF_THREAD.get();
  }

  /// Times both heights of a tile where there are registers for both, and keeps the better one. Any
  /// machine may do either, with the same bits.
  static void choose() {
    if (!VectorWidth.MANY_REGISTERS) {
      return;
    }
    VectorProduct trial = new VectorProduct();
    Matrix square = Matrix.of(new float[TRIAL * TRIAL], 0, TRIAL, TRIAL);
    trial.c = new float[TRIAL * TRIAL];
    trial.stride = TRIAL;
    long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 2; i++) {
        trial.height = 4 * (i + 1);
        long start = System.nanoTime();
        trial.blocks(square, square, null, 0, false);
        best[i] = Math.min(best[i], System.nanoTime() - start);
      }
    }
    fastest = best[1] < best[0] ? 8 : 4;
  }

  /// The length of {@link PackedMatrix#panels()}.
  static int size(Matrix b) {
    return b.columns() == 1 ? b.rows() : Math.multiplyExact(b.rows(), padded(b.columns()));
  }

  static void pack(Matrix b, float[] panels) {
    if (b.columns() == 1) {
      VectorGemv.copyColumn(b, panels);
      return;
    }
    for (int k = 0; k < b.rows(); k += KC) {
      packBlock(b, k, Math.min(KC, b.rows() - k), panels, k * padded(b.columns()));
    }
  }

  /// `C = A B` or `C += A B`, C's rows `stride` apart.
  void product(Matrix x, Matrix y, float[] into, int offset, int apart, boolean accumulate) {
    product(fastest, x, y, into, offset, apart, accumulate);
  }

  void product(
      int tile, Matrix x, Matrix y, float[] into, int offset, int apart, boolean accumulate) {
    if (VectorGemv.column(x, y)) {
      ownB = atLeast(y.rows(), ownB);
      VectorGemv.copyColumn(y, ownB);
      VectorGemv.byColumn(x, ownB, into, offset, apart, accumulate);
      return;
    }
    if (VectorGemv.row(x, y)) {
      VectorGemv.byRow(x, y, into, offset, accumulate);
      return;
    }
    height = tile;
    c = into;
    stride = apart;
    exchanged = y.transposed() && x.rows() < MIN_ROWS_TO_TRANSPOSE && 4 * x.rows() <= y.columns();
    if (exchanged) {
      blocks(y.transpose(), x.transpose(), null, offset, accumulate);
    } else {
      blocks(x, y, null, offset, accumulate);
    }
  }

  /// The same with B packed.
  void product(Matrix x, PackedMatrix y, float[] into, int offset, int apart, boolean accumulate) {
    if (y.source().columns() == 1) {
      VectorGemv.byColumn(x, y.panels(), into, offset, apart, accumulate);
      return;
    }
    height = fastest;
    c = into;
    stride = apart;
    exchanged = false;
    blocks(x, y.source(), y.panels(), offset, accumulate);
  }

  /// The same, then the bias of each column is added, and, if `relu`, the result is at least 0:
  /// while a panel is in the first-level cache.
  void linear(Matrix x, PackedMatrix y, float[] bias, int biasAt, boolean relu, Matrix into) {
    this.bias = bias;
    this.biasAt = biasAt;
    // at least minus infinity: as it is
    floor = relu ? 0 : Float.NEGATIVE_INFINITY;
    product(x, y, into.values(), into.offset(), into.stride(), false);
    this.bias = null;
  }

  private void blocks(
      Matrix x, Matrix y, float @Nullable [] packed, int offset, boolean accumulate) {
    int n = y.columns();
    for (int k = 0; k < x.columns(); k += KC) {
      kc = Math.min(KC, x.columns() - k);
      boolean add = accumulate || k > 0;
      finishing = k + kc == x.columns() ? bias : null;
      if (packed == null && x.rows() <= MC) {
        // a panel is packed into the first-level cache just before it is used
        takeA(x, 0, x.rows(), k, n);
        ownB = atLeast(COLUMNS * kc, ownB);
        for (int j = 0; j < n; j += COLUMNS) {
          packPanel(y, k, kc, j, ownB, 0);
          panel(ownB, 0, j, Math.min(COLUMNS, n - j), at(offset, 0, j), add);
        }
      } else {
        float[] panels = packed;
        int begin = k * padded(n);
        if (panels == null) {
          panels = ownB = atLeast(padded(n) * kc, ownB);
          begin = 0;
          packBlock(y, k, kc, panels, 0);
        }
        int maxRows = Math.max(MIN_ROWS, MC * kc / KC / MIN_ROWS * MIN_ROWS);
        for (int i = 0; i < x.rows(); i += maxRows) {
          takeA(x, i, Math.min(maxRows, x.rows() - i), k, n);
          for (int j = 0; j < n; j += COLUMNS) {
            panel(panels, begin + j * kc, j, Math.min(COLUMNS, n - j), at(offset, i, j), add);
          }
        }
      }
    }
  }

  private int at(int offset, int i, int j) {
    return exchanged ? offset + j * stride + i : offset + i * stride + j;
  }

  private void takeA(Matrix x, int i, int count, int k, int n) {
    rows = count;
    if (liesInLines(x, i, count)) {
      a = x.values();
      from = x.offset() + i * LINE + k;
      apart = 0;
      tileStride = height * LINE;
    } else if (!x.transposed()) {
      copyLines(x.values(), x.offset() + i * x.stride() + k, x.stride(), count, kc);
      apart = 0;
      tileStride = height * LINE;
    } else if (n >= MIN_COLUMNS_TO_PACK) {
      ownA = atLeast(MC * LINE, ownA);
      for (int r = 0; r + height <= count; r += height) {
        VectorPack.rows(x, i + r, height, height, k, kc, ownA, r * kc);
      }
      a = ownA;
      from = 0;
      apart = height;
      tileStride = height * kc;
    } else if (x.stride() % ALIASING_STRIDE == 0) {
      copyLines(x.values(), x.offset() + k * x.stride() + i, x.stride(), kc, count);
      apart = LINE;
      tileStride = height;
    } else {
      a = x.values();
      from = x.offset() + i + k * x.stride();
      apart = x.stride();
      tileStride = height;
    }
    int whole = count - count % height;
    if (whole < count && x.transposed()) {
      VectorPack.rows(x, i + whole, count - whole, height, k, kc, rim, 0);
    }
  }

  // Whether a tile can read the rows where they lie; the last one reads beyond those that there
  // are.
  private boolean liesInLines(Matrix x, int i, int count) {
    int whole = Math.ceilDiv(count, height) * height;
    return !x.transposed()
        && x.stride() == LINE
        && x.offset() + (i + whole) * LINE <= x.values().length;
  }

  private void copyLines(float[] x, int at, int step, int lines, int length) {
    ownA = atLeast(MC * LINE, ownA);
    VectorPack.lines(x, at, step, lines, length, ownA, LINE);
    a = ownA;
    from = 0;
  }

  // All rows of the block of A against one panel, which begins with column `first`.
  private void panel(float[] b, int bAt, int first, int columns, int to, boolean add) {
    narrow = height == VectorTile.MAX_ROWS && columns <= COLUMNS / 2;
    int tiles = rows / height;
    int step = height * (exchanged ? 1 : stride);
    if (columns < COLUMNS || exchanged) {
      for (int t = 0; t < tiles; t++) {
        tile(t, b, bAt);
        place(height, first, columns, to + t * step, add);
      }
    } else if (add) {
      for (int t = 0; t < tiles; t++) {
        tile(t, b, bAt);
        VectorTile.accumulate(height, sums, c, to + t * step, stride);
      }
    } else if (apart == 0) {
      for (int t = 0; t < tiles; t++) {
        VectorTile.rows(height, a, from + t * tileStride, b, bAt, kc, c, to + t * step, stride, 0f);
      }
    } else {
      for (int t = 0; t < tiles; t++) {
        VectorTile.columns(
            height, a, from + t * tileStride, apart, b, bAt, kc, c, to + t * step, stride, 0f);
      }
    }
    if (finishing != null && columns == COLUMNS) {
      // while they are in the first-level cache
      VectorTile.finish(c, to, stride, tiles * height, finishing, biasAt + first, floor);
    }
    int rest = rows - tiles * height;
    if (rest > 0) {
      if (apart == 0) {
        tile(tiles, b, bAt);
      } else if (narrow) {
        VectorNarrowTile.columns(rim, 0, height, b, bAt, kc, sums, 0);
      } else {
        VectorTile.columns(height, rim, 0, height, b, bAt, kc, sums, 0, COLUMNS, -0f);
      }
      place(rest, first, columns, to + tiles * step, add);
    }
  }

  // A tile that is not written whole: into `sums`.
  private void tile(int t, float[] b, int bAt) {
    int at = from + t * tileStride;
    if (narrow) {
      if (apart == 0) {
        VectorNarrowTile.rows(a, at, b, bAt, kc, sums, 0);
      } else {
        VectorNarrowTile.columns(a, at, apart, b, bAt, kc, sums, 0);
      }
    } else if (apart == 0) {
      VectorTile.rows(height, a, at, b, bAt, kc, sums, 0, COLUMNS, -0f);
    } else {
      VectorTile.columns(height, a, at, apart, b, bAt, kc, sums, 0, COLUMNS, -0f);
    }
  }

  private void place(int count, int first, int columns, int to, boolean add) {
    if (exchanged) {
      for (int j = 0; j < columns; j++) {
        for (int r = 0; r < count; r++) {
          int i = to + j * stride + r;
          c[i] = (add ? c[i] : 0) + sums[r * COLUMNS + j];
        }
      }
    } else {
      for (int r = 0; r < count; r++) {
        int whole = VectorTile.place(sums, r * COLUMNS, c, to + r * stride, columns, add);
        for (int j = whole; j < columns; j++) {
          int i = to + r * stride + j;
          c[i] = (add ? c[i] : 0) + sums[r * COLUMNS + j];
        }
        if (finishing != null) {
          finish(finishing, biasAt + first, columns, to + r * stride);
        }
      }
    }
  }

  private void finish(float[] shift, int shiftAt, int columns, int to) {
    int whole = VectorTile.finishRow(c, to, columns, shift, shiftAt, floor);
    for (int j = whole; j < columns; j++) {
      float v = c[to + j] + shift[shiftAt + j];
      c[to + j] = v <= floor ? floor : v;
    }
  }

  private static void packBlock(Matrix b, int k, int kc, float[] to, int at) {
    for (int j = 0; j < b.columns(); j += COLUMNS) {
      packPanel(b, k, kc, j, to, at + j * kc);
    }
  }

  private static void packPanel(Matrix b, int k, int kc, int j, float[] to, int at) {
    int count = Math.min(COLUMNS, b.columns() - j);
    VectorPack.columns(b, j, count, COLUMNS, k, kc, to, at);
  }

  private static int padded(int columns) {
    return Math.ceilDiv(columns, COLUMNS) * COLUMNS;
  }

  private static float[] atLeast(int size, float[] present) {
    return present.length >= size ? present : new float[size];
  }
}
