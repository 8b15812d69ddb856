package org.jpsi.formats.compression;

import java.io.IOException;

/// Bit reader from the beginning of a stream to its end: bytes low byte first, bits low bit first.
final class BitReader {
  private final byte[] data;
  private final int end;
  private int at;
  private int bit;

  BitReader(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  byte[] data() {
    return data;
  }

  int remaining() {
    return end - at;
  }

  /// An integer of `n` bytes, 8 at most.
  long littleEndian(int n) throws IOException {
    int start = skipBytes(n);
    long value = 0;
    for (int i = n - 1; i >= 0; i--) {
      value = value << 8 | data[start + i] & 0xFF;
    }
    return value;
  }

  /// Skips `n` bytes.
  ///
  /// @return the position of the first of them
  int skipBytes(int n) throws IOException {
    if (n < 0 || n > end - at) {
      throw new IOException("a ZSTD block ends too early");
    }
    int start = at;
    at += n;
    return start;
  }

  /// The next `n` bits, 16 at most, without moving on; beyond the end zeros.
  int peek(int n) {
    int value = 0;
    for (int i = 0; i < 3; i++) {
      value |= (at + i < end ? data[at + i] & 0xFF : 0) << 8 * i;
    }
    return value >>> bit & (1 << n) - 1;
  }

  void skipBits(int n) throws IOException {
    bit += n;
    skipBytes(bit >>> 3);
    bit &= 7;
  }

  /// Moves to the next whole byte.
  void align() throws IOException {
    if (bit > 0) {
      skipBytes(1);
      bit = 0;
    }
  }
}
