package org.jpsi.formats.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Data type (NumPy's dtype) of the numbers: `<f4`, `>i8`, `|b1`.
///
/// @param kind as `dtype.kind`: f, i, u or b
record NpyType(char kind, int bytes, ByteOrder order) {
  private static final Set<String> KINDS =
      Set.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");

  static @Nullable NpyType of(String text) {
    if (text.length() != 3
        || "<>|".indexOf(text.charAt(0)) < 0
        || !KINDS.contains(text.substring(1))
        || (text.charAt(0) == '|' && wide(text))) {
      return null;
    }
    ByteOrder order = text.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyType(text.charAt(1), text.charAt(2) - '0', order);
  }

  private static boolean wide(String text) {
    return text.charAt(2) != '1';
  }

  /// The next number, rounded to float32.
  float read(ByteBuffer buffer) {
    return switch (kind) {
      case 'f' ->
          switch (bytes) {
            case 2 -> Float.float16ToFloat(buffer.getShort());
            case 4 -> buffer.getFloat();
            default -> (float) buffer.getDouble();
          };
      case 'i' ->
          switch (bytes) {
            case 1 -> buffer.get();
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            default -> buffer.getLong();
          };
      case 'u' ->
          switch (bytes) {
            case 1 -> buffer.get() & 0xFF;
            case 2 -> buffer.getShort() & 0xFFFF;
            case 4 -> buffer.getInt() & 0xFFFFFFFFL;
            default -> unsigned(buffer.getLong());
          };
      default -> buffer.get() == 0 ? 0 : 1;
    };
  }

  private static float unsigned(long bits) {
    // the lowest bit stays, so that what lies beyond a tie is not rounded as one
    return bits >= 0 ? bits : 2 * (float) (bits >>> 1 | bits & 1);
  }
}
