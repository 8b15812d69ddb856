package org.jpsi.formats.rntuple;

import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;

/// Conversion of integers that are stored in another type than that of their field.
final class NumberConversion {
  private NumberConversion() {}

  /// Converts integers, of which none changes; all but 0 are true.
  ///
  /// @throws org.jpsi.core.errors.InputException where the type cannot hold one
  static void convert(
      NumberType stored,
      Object from,
      int count,
      NumberType type,
      Object to,
      int at,
      NtupleLocation location) {
    for (int i = 0; i < count; i++) {
      long value =
          switch (from) {
            case int[] v -> v[i];
            case long[] v -> v[i];
            default -> throw new IllegalStateException(stored.name());
          };
      boolean large = stored == NumberType.UINT64 && value < 0;
      if (!holds(type, value, large)) {
        throw location.unread(
            "has "
                + (large ? Long.toUnsignedString(value) : Long.toString(value))
                + ", which "
                + (type == NumberType.FLOAT64 ? "float64, as where others are missing," : type)
                + " does not hold");
      }
      switch (to) {
        case int[] v -> v[at + i] = type == NumberType.BOOL && value != 0 ? 1 : (int) value;
        case long[] v -> v[at + i] = value;
        case double[] v -> v[at + i] = large ? NumberColumn.unsigned(value) : value;
        default -> throw new IllegalStateException(type.name());
      }
    }
  }

  private static boolean holds(NumberType type, long value, boolean large) {
    return switch (type) {
      case BOOL -> true;
      case INT8 -> !large && value == (byte) value;
      case UINT8 -> value >= 0 && value <= 0xFF;
      case INT16 -> !large && value == (short) value;
      case UINT16 -> value >= 0 && value <= 0xFFFF;
      case INT32 -> !large && value == (int) value;
      case UINT32 -> value >= 0 && value <= 0xFFFFFFFFL;
      case INT64 -> !large;
      case UINT64 -> large || value >= 0;
      case FLOAT32 -> false;
      case FLOAT64 -> isExact(large ? value : Math.abs(value));
    };
  }

  /// Whether float64 holds an unsigned integer: it has at most 53 significant bits.
  private static boolean isExact(long unsigned) {
    int zeros = Long.numberOfLeadingZeros(unsigned) + Long.numberOfTrailingZeros(unsigned);
    return Long.SIZE - zeros <= 53;
  }
}
