package org.jpsi.core.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernel for a last panel of one vector of columns at most, where {@link VectorTile} would
/// compute zeros beside it.
final class VectorNarrowTile {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final int COLUMNS = VectorTile.COLUMNS;

  private VectorNarrowTile() {}

  /// Eight rows by one vector of columns, where a panel has no more. Elements of A lie as in {@link
  /// VectorTile#rows}. Eight sums are as many chains as keep the units busy. Lines of C are COLUMNS
  /// apart.
  static void rows(float[] a, int aAt, float[] b, int bAt, int kc, float[] c, int to) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector s4 = FloatVector.zero(S);
    FloatVector s5 = FloatVector.zero(S);
    FloatVector s6 = FloatVector.zero(S);
    FloatVector s7 = FloatVector.zero(S);
    for (int k = 0; k < kc; k++) {
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
      s0 = FloatVector.broadcast(S, a[aAt + k]).fma(b0, s0);
      s1 = FloatVector.broadcast(S, a[aAt + VectorTile.LINE + k]).fma(b0, s1);
      s2 = FloatVector.broadcast(S, a[aAt + 2 * VectorTile.LINE + k]).fma(b0, s2);
      s3 = FloatVector.broadcast(S, a[aAt + 3 * VectorTile.LINE + k]).fma(b0, s3);
      s4 = FloatVector.broadcast(S, a[aAt + 4 * VectorTile.LINE + k]).fma(b0, s4);
      s5 = FloatVector.broadcast(S, a[aAt + 5 * VectorTile.LINE + k]).fma(b0, s5);
      s6 = FloatVector.broadcast(S, a[aAt + 6 * VectorTile.LINE + k]).fma(b0, s6);
      s7 = FloatVector.broadcast(S, a[aAt + 7 * VectorTile.LINE + k]).fma(b0, s7);
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
  static void columns(
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
      FloatVector b0 = fromArray(S, b, bAt + k * COLUMNS);
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
}
