package org.jpsi.core.data;

import java.util.List;
import org.jpsi.core.table.NumberColumn;

/// Hash of an event's features: 64 bits, by which equal events are found again, in a training and
/// later by a model that keeps some of them ({@link Fingerprints}). It is the same on every
/// machine. A value counts by its number, not by the type of its column; -0 is 0, and all NaN are
/// one.
///
/// Two different events among 10^7 have the same hash with a probability of 3e-6: whoever must not
/// take one for the other compares their values too.
public final class RowHash {
  private static final long START = 0x243F6A8885A308D3L;

  private RowHash() {}

  /// The hash of each event, over all columns in their order.
  public static long[] of(List<NumberColumn> columns) {
    long[] hashes = new long[columns.isEmpty() ? 0 : columns.getFirst().rows()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = START;
    }
    append(hashes, columns);
    return hashes;
  }

  /// The hash of one event.
  ///
  /// @param values its features from `from`, `count` of them
  public static long of(float[] values, int from, int count) {
    long hash = START;
    for (int j = 0; j < count; j++) {
      hash = mix(31 * hash + bits(values[from + j]));
    }
    return hash;
  }

  /// Adds columns to the hashes of others.
  public static void append(long[] hashes, List<NumberColumn> columns) {
    for (NumberColumn column : columns) {
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = mix(31 * hashes[i] + bits(column.value(i)));
      }
    }
  }

  /// The bits of a value, the same for equal ones.
  static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  // The finalizer of MurmurHash3 in Stafford's variant 13, as SplitMix64 has it: a bijection.
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
