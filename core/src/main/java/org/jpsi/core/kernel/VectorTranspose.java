package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposition of 8 x 8 floats in registers, three rounds of exchanges (Eklundh, IEEE Trans.
/// Comput. C-21 (1972) 801): in the round of distance d, lines i and i + d exchange the elements
/// whose places differ in the bit d. That is one instruction per element, where loads and stores of
/// single elements are two, of which the stores are few in a cycle.
final class VectorTranspose {
  static final int SIZE = 8;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

  private static final VectorMask<Float> ODD1 = odd(1);
  private static final VectorMask<Float> ODD2 = odd(2);
  private static final VectorMask<Float> ODD4 = odd(4);
  private static final VectorShuffle<Float> UP1 = moved(-1);
  private static final VectorShuffle<Float> UP2 = moved(-2);
  private static final VectorShuffle<Float> UP4 = moved(-4);
  private static final VectorShuffle<Float> DOWN1 = moved(1);
  private static final VectorShuffle<Float> DOWN2 = moved(2);
  private static final VectorShuffle<Float> DOWN4 = moved(4);

  private VectorTranspose() {}

  // Lanes whose number has the bit.
  private static VectorMask<Float> odd(int bit) {
    boolean[] lanes = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      lanes[i] = (i & bit) != 0;
    }
    return VectorMask.fromArray(S, lanes, 0);
  }

  // Lane i takes lane i + by; those beyond the ends are never used.
  private static VectorShuffle<Float> moved(int by) {
    return VectorShuffle.fromOp(S, i -> (i + by) & (SIZE - 1));
  }

  /// Writes elements `from + r * step + k` of `x` to `at + k * width + r` of `to`, for r below 8
  /// and k below `kc`, a multiple of 8.
  static void lines(float[] x, int from, int step, int width, int kc, float[] to, int at) {
    for (int k = 0; k < kc; k += SIZE) {
      block(x, from + k, step, to, at + k * width, width);
    }
  }

  private static void block(float[] x, int from, int step, float[] to, int at, int width) {
    FloatVector a0 = FloatVector.fromArray(S, x, from);
    FloatVector a1 = FloatVector.fromArray(S, x, from + step);
    FloatVector a2 = FloatVector.fromArray(S, x, from + 2 * step);
    FloatVector a3 = FloatVector.fromArray(S, x, from + 3 * step);
    FloatVector a4 = FloatVector.fromArray(S, x, from + 4 * step);
    FloatVector a5 = FloatVector.fromArray(S, x, from + 5 * step);
    FloatVector a6 = FloatVector.fromArray(S, x, from + 6 * step);
    FloatVector a7 = FloatVector.fromArray(S, x, from + 7 * step);

    FloatVector b0 = upper(a0, a1, UP1, ODD1);
    FloatVector b1 = lower(a0, a1, DOWN1, ODD1);
    FloatVector b2 = upper(a2, a3, UP1, ODD1);
    FloatVector b3 = lower(a2, a3, DOWN1, ODD1);
    FloatVector b4 = upper(a4, a5, UP1, ODD1);
    FloatVector b5 = lower(a4, a5, DOWN1, ODD1);
    FloatVector b6 = upper(a6, a7, UP1, ODD1);
    FloatVector b7 = lower(a6, a7, DOWN1, ODD1);

    FloatVector c0 = upper(b0, b2, UP2, ODD2);
    FloatVector c2 = lower(b0, b2, DOWN2, ODD2);
    FloatVector c1 = upper(b1, b3, UP2, ODD2);
    FloatVector c3 = lower(b1, b3, DOWN2, ODD2);
    FloatVector c4 = upper(b4, b6, UP2, ODD2);
    FloatVector c6 = lower(b4, b6, DOWN2, ODD2);
    FloatVector c5 = upper(b5, b7, UP2, ODD2);
    FloatVector c7 = lower(b5, b7, DOWN2, ODD2);

    upper(c0, c4, UP4, ODD4).intoArray(to, at);
    upper(c1, c5, UP4, ODD4).intoArray(to, at + width);
    upper(c2, c6, UP4, ODD4).intoArray(to, at + 2 * width);
    upper(c3, c7, UP4, ODD4).intoArray(to, at + 3 * width);
    lower(c0, c4, DOWN4, ODD4).intoArray(to, at + 4 * width);
    lower(c1, c5, DOWN4, ODD4).intoArray(to, at + 5 * width);
    lower(c2, c6, DOWN4, ODD4).intoArray(to, at + 6 * width);
    lower(c3, c7, DOWN4, ODD4).intoArray(to, at + 7 * width);
  }

  // The first of two lines after an exchange: its odd places are the second's even ones.
  private static FloatVector upper(
      FloatVector a, FloatVector b, VectorShuffle<Float> up, VectorMask<Float> odd) {
    return a.blend(b.rearrange(up), odd);
  }

  private static FloatVector lower(
      FloatVector a, FloatVector b, VectorShuffle<Float> down, VectorMask<Float> odd) {
    return a.rearrange(down).blend(b, odd);
  }
}
