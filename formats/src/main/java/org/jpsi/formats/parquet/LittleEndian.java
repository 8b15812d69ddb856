package org.jpsi.formats.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Little-endian numbers in an array of bytes.
final class LittleEndian {
  static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int i32(byte[] data, int at) {
    return (int) I32.get(data, at);
  }

  static long i64(byte[] data, int at) {
    return (long) I64.get(data, at);
  }

  /// The number of `width` bits, 64 at most, from a bit on, lowest bit first. Behind `end` all is
  /// 0.
  static long bits(byte[] data, long bit, int width, int end) {
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long low = eight(data, at, end) >>> shift;
    if (shift + width > 64) {
      low |= eight(data, at + 8, end) << 64 - shift;
    }
    return width == 64 ? low : low & (1L << width) - 1;
  }

  private static long eight(byte[] data, int at, int end) {
    if (at + 8 <= end) {
      return i64(data, at);
    }
    long value = 0;
    for (int i = 0; at + i < end && i < 8; i++) {
      value |= (data[at + i] & 0xFFL) << 8 * i;
    }
    return value;
  }
}
