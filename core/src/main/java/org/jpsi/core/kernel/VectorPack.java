package org.jpsi.core.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Packing of matrix panels: rows side by side, element (row r, k) of a panel of `width` rows at
/// index `k * width + r`.
final class VectorPack {
  private static final int STRIPE = 4;
  // Squares of 8 x 8 take vectors of 256 bits.
  private static final boolean TRANSPOSES = VectorWidth.LANES >= VectorTranspose.SIZE;
  // Panels of A may be narrower than the widest vectors.
  private static final VectorSpecies<Float> S =
      VectorWidth.LANES > 8 ? FloatVector.SPECIES_256 : VectorWidth.SPECIES;
  private static final int LANES = S.length();
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private VectorPack() {}

  /// Rows `row` to `row + rows - 1`, columns `k` to `k + kc - 1`; the panel's other rows become
  /// zeros.
  static void rows(Matrix x, int row, int rows, int width, int k, int kc, float[] to, int at) {
    int from = x.offset() + row * x.rowStride() + k * x.columnStride();
    panel(x.values(), from, x.stride(), x.transposed(), rows, width, kc, to, at);
  }

  /// The same of columns, as if the matrix were transposed.
  static void columns(
      Matrix x, int column, int columns, int width, int k, int kc, float[] to, int at) {
    int from = x.offset() + column * x.columnStride() + k * x.rowStride();
    panel(x.values(), from, x.stride(), !x.transposed(), columns, width, kc, to, at);
  }

  // `across` where neighbors of the panel are neighbors in the source.
  private static void panel(
      float[] x,
      int from,
      int step,
      boolean across,
      int rows,
      int width,
      int kc,
      float[] to,
      int at) {
    if (rows < width) {
      Arrays.fill(to, at, at + kc * width, 0);
    }
    if (!across) {
      int squares = TRANSPOSES ? kc / VectorTranspose.SIZE * VectorTranspose.SIZE : 0;
      int done = squares > 0 ? rows / VectorTranspose.SIZE * VectorTranspose.SIZE : 0;
      for (int r = 0; r < done; r += VectorTranspose.SIZE) {
        VectorTranspose.lines(x, from + r * step, step, width, squares, to, at + r);
      }
      // what is left of these lines, and the other lines
      stripes(x, from + squares, step, done, width, kc - squares, to, at + squares * width);
      stripes(x, from + done * step, step, rows - done, width, kc, to, at + done);
    } else if (rows == width && width == STRIPE) {
      copyStripe(x, from, step, kc, to, at);
    } else if (rows == width && width % LANES == 0) {
      copyWide(x, from, step, width, kc, to, at);
    } else {
      copy(x, from, step, rows, width, kc, to, at);
    }
  }

  private static void copyWide(
      float[] x, int from, int step, int width, int kc, float[] to, int at) {
    for (int k = 0; k < kc; k++) {
      for (int r = 0; r < width; r += LANES) {
        FloatVector.fromArray(S, x, from + k * step + r).intoArray(to, at + k * width + r);
      }
    }
  }

  private static void copyStripe(float[] x, int from, int step, int kc, float[] to, int at) {
    for (int k = 0; k < kc; k++) {
      FloatVector.fromArray(FOUR, x, from + k * step).intoArray(to, at + k * STRIPE);
    }
  }

  private static void copy(
      float[] x, int from, int step, int rows, int width, int kc, float[] to, int at) {
    int whole = rows - rows % LANES;
    for (int k = 0; k < kc && whole > 0; k++) {
      line(x, from + k * step, whole, to, at + k * width);
    }
    for (int k = 0; k < kc; k++) {
      for (int r = whole; r < rows; r++) {
        to[at + k * width + r] = x[from + k * step + r];
      }
    }
  }

  private static void stripes(
      float[] x, int from, int step, int rows, int width, int kc, float[] to, int at) {
    int whole = rows / STRIPE * STRIPE;
    for (int r = 0; r < whole; r += STRIPE) {
      stripe(x, from + r * step, step, width, kc, to, at + r);
    }
    for (int r = whole; r < rows; r++) {
      single(x, from + r * step, width, kc, to, at + r);
    }
  }

  private static void stripe(float[] x, int r0, int step, int width, int kc, float[] to, int at) {
    int r1 = r0 + step;
    int r2 = r1 + step;
    int r3 = r2 + step;
    for (int k = 0, p = at; k < kc; k++, p += width) {
      to[p] = x[r0 + k];
      to[p + 1] = x[r1 + k];
      to[p + 2] = x[r2 + k];
      to[p + 3] = x[r3 + k];
    }
  }

  private static void single(float[] x, int from, int width, int kc, float[] to, int at) {
    for (int k = 0; k < kc; k++) {
      to[at + k * width] = x[from + k];
    }
  }

  /// Copies lines of `length` that lie `step` apart to a distance of `apart`. Most are so short
  /// that a call for each would take longer than what it copies.
  static void lines(float[] x, int from, int step, int lines, int length, float[] to, int apart) {
    int whole = length - length % LANES;
    for (int l = 0; l < lines; l++) {
      line(x, from + l * step, whole, to, l * apart);
    }
    for (int l = 0; l < lines && whole < length; l++) {
      for (int i = whole; i < length; i++) {
        to[l * apart + i] = x[from + l * step + i];
      }
    }
  }

  private static void line(float[] x, int from, int n, float[] to, int at) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(S, x, from + i).intoArray(to, at + i);
    }
  }
}
