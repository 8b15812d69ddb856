package org.jpsi.core.expression;

import org.jpsi.core.random.Rng;

/// Steps of `hash(a, b, ...)`: a hash of numbers by Threefry-2x32-20 (Salmon et al., SC 2011), each
/// the counter under the key that those before it make, and of the last result the upper 63 bits.
final class HashSteps {
  private static final long START = 0x243F6A8885A308D3L;

  private HashSteps() {}

  /// Takes the number in slot + 1 into the hash in `slot`.
  ///
  /// @param first whether it is the first one
  static Step mix(boolean first, ValueType type, int slot) {
    return (frame, n) -> {
      long[] hash = frame.integers(slot);
      if (type == ValueType.FLOAT64) {
        double[] from = frame.numbers(slot + 1);
        for (int i = 0; i < n; i++) {
          hash[i] = Rng.threefry(first ? START : hash[i], key(from[i]));
        }
      } else {
        long[] from = frame.integers(slot + 1);
        for (int i = 0; i < n; i++) {
          hash[i] = Rng.threefry(first ? START : hash[i], from[i]);
        }
      }
    };
  }

  /// Leaves the upper 63 bits, a number from 0.
  static Step end(int slot) {
    return (frame, n) -> {
      long[] hash = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        hash[i] >>>= 1;
      }
    };
  }

  // That of the integer of equal value, so that the type of a column does not count.
  private static long key(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63
        ? (long) value
        : Double.doubleToLongBits(value);
  }
}
