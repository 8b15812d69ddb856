package org.jpsi.core.model;

/// Whether numbers are finite, asked without a branch for each.
final class Finite {
  private Finite() {}

  static boolean all(float[] values, int from, int count) {
    // an exponent of ones only, which NaN and the infinities have, overflows into the sign
    int signs = 0;
    for (int i = from; i < from + count; i++) {
      signs |= (Float.floatToRawIntBits(values[i]) & 0x7f800000) + 0x00800000;
    }
    return signs >= 0;
  }
}
