package org.jpsi.formats.compression;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bit reader from the end of a stream to its beginning, for both entropy codes of ZSTD (section
/// 4.1): the highest bit set in the last byte marks the end of the stream.
final class ReverseBitReader {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final int from;
  private long left;

  ReverseBitReader(byte[] data, int from, int end) throws IOException {
    if (end <= from || data[end - 1] == 0) {
      throw new IOException("a ZSTD bit stream has no end");
    }
    this.data = data;
    this.from = from;
    int marker = 31 - Integer.numberOfLeadingZeros(data[end - 1] & 0xFF);
    this.left = 8L * (end - 1 - from) + marker;
  }

  /// Number of bits not yet read; negative where more were read than there are.
  long left() {
    return left;
  }

  /// The next `n` bits, 32 at most; zeros beyond the beginning.
  int read(int n) {
    int value = peek(n);
    left -= n;
    return value;
  }

  int peek(int n) {
    long low = left - n;
    if (low >= 0) {
      int at = from + (int) (low >>> 3);
      if (at + 8 <= data.length) {
        return (int) ((long) I64.get(data, at) >>> (low & 7) & (1L << n) - 1);
      }
    }
    long value = 0;
    for (int i = 0; i < n; i++) {
      long bit = low + i;
      if (bit >= 0) {
        value |= (long) (data[from + (int) (bit >>> 3)] >>> (bit & 7) & 1) << i;
      }
    }
    return (int) value;
  }

  void skip(int n) {
    left -= n;
  }

  /// Whether {@link #peekWord} may be called.
  boolean hasWord() {
    return left >= 64;
  }

  /// Whether it may be called again when what it gave has been skipped.
  boolean hasTwoWords() {
    return left >= 128 + 64;
  }

  /// The next 57 bits at least, from the highest bit of a word downward.
  long peekWord() {
    int at = (int) (left - 57 >>> 3);
    return (long) I64.get(data, from + at) << 64 - (left - 8L * at);
  }

  /// Where the stream begins.
  int from() {
    return from;
  }

  /// The byte where the word begins whose highest byte has the next bit; before the beginning where
  /// fewer bytes than a word's are left.
  int wordAt() {
    return from + (int) (left + 7 >> 3) - 8;
  }

  /// How many bits of the word at `at` are read, from the highest.
  int taken(int at) {
    return (int) (8L * (at - from) + 64 - left);
  }

  /// Moves to the word at `at`, of which `taken` bits are read.
  void moveTo(int at, int taken) {
    left = 8L * (at - from) + 64 - taken;
  }
}
