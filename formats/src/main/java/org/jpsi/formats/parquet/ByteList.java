package org.jpsi.formats.parquet;

import java.util.Arrays;
import org.jpsi.core.errors.InputException;

/// Bytes of a page that grow, with little-endian numbers and packed levels.
final class ByteList {
  private static final int FIRST = 1 << 10;
  private static final int MOST = Integer.MAX_VALUE - 64;

  private final String where;
  private byte[] bytes = new byte[FIRST];
  private int size;

  /// @param where location of the column, for messages
  ByteList(String where) {
    this.where = where;
  }

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  private void room(int n) {
    if (n > MOST - size) {
      throw InputException.at(where)
          .expected("at most 2 GB in one row group")
          .found("more")
          .remedy("write fewer items per event")
          .exception();
    }
    if (size + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(size + n, 2L * bytes.length)));
    }
  }

  void i32(int value) {
    room(4);
    LittleEndian.I32.set(bytes, size, value);
    size += 4;
  }

  void i64(long value) {
    room(8);
    LittleEndian.I64.set(bytes, size, value);
    size += 8;
  }

  void bytes(byte[] more, int length) {
    room(length);
    System.arraycopy(more, 0, bytes, size, length);
    size += length;
  }

  /// Adds `n` numbers of `width` bits as one run of packed bits behind its length (Encodings.md,
  /// `RLE`).
  void levels(byte[] levels, int n, int width) {
    int at = size;
    i32(0);
    long header = (long) (n + 7 >>> 3) << 1 | 1;
    room(10);
    for (; header > 127; header >>>= 7) {
      bytes[size++] = (byte) (header & 0x7F | 0x80);
    }
    bytes[size++] = (byte) header;
    bits(levels, n, width);
    LittleEndian.I32.set(bytes, at, size - at - 4);
  }

  /// Adds `n` numbers of `width` bits in whole groups of eight, lowest bit first.
  private void bits(byte[] levels, int n, int width) {
    int length = (n + 7 >>> 3) * width;
    room(length);
    Arrays.fill(bytes, size, size + length, (byte) 0);
    long bit = (long) size << 3;
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < width; b++, bit++) {
        bytes[(int) (bit >>> 3)] |= (byte) ((levels[i] >>> b & 1) << (bit & 7));
      }
    }
    size += length;
  }

  /// Adds truths as bits (Encodings.md, `PLAIN`).
  void truths(byte[] truths, int n) {
    int before = size;
    bits(truths, n, 1);
    size = before + (n + 7 >>> 3);
  }
}
