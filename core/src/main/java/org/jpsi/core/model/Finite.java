package org.jpsi.core.model;

/// Finiteness check of arrays, without a branch per element (`isfinite` in NumPy).
final class Finite {
  private Finite() {}

  /// Whether all these elements are finite.
  static boolean all(float[] values, int from, int count) {
    // The exponent of NaN and infinities, all ones, overflows into the sign.
    int signs = 0;
    for (int i = from; i < from + count; i++) {
      signs |= (Float.floatToRawIntBits(values[i]) & 0x7f800000) + 0x00800000;
    }
    return signs >= 0;
  }
}
