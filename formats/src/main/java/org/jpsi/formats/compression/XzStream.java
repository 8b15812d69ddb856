package org.jpsi.formats.compression;

import java.util.Arrays;
import java.util.zip.CRC32;

/// Stream of the xz file format (tukaani.org/xz/xz-file-format.txt; section numbers refer to it) in
/// the form that ROOT writes: one block of LZMA2 with a CRC-32. Every other form, and every stream
/// with a fault, is left to the library.
final class XzStream {
  // magic bytes, the flags of a CRC-32, and the CRC-32 of the flags (section 2.1.1)
  private static final byte[] HEADER = {
    (byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 1, 0x69, 0x22, (byte) 0xDE, 0x36
  };
  private static final int LZMA2 = 0x21;
  private static final int MAX_CODE = 40;
  private static final int FOOTER = 12;

  private XzStream() {}

  /// Fills `out[to]` to `out[to + size]` from one stream of exactly `length` bytes.
  ///
  /// @param data with {@link RangeDecoder#SLACK} bytes after the stream, which begins it
  /// @return false where it is another form, or not sound; what is in the output is then of no use
  static boolean decompress(byte[] data, int length, byte[] out, int to, int size) {
    int begin = HEADER.length;
    if (length < begin + 12 || !Arrays.equals(data, 0, begin, HEADER, 0, begin)) {
      return false;
    }
    int bodyAt = begin + 4 * (data[begin] & 0xFF) + 4;
    if (bodyAt > length || !header(data, begin, bodyAt)) {
      return false;
    }
    int end = Lzma2.decompress(data, bodyAt, length, out, to, size);
    if (end < 0) {
      return false;
    }
    int at = end;
    // the block is padded to four bytes (section 3.3)
    while ((at - begin & 3) != 0) {
      if (data[at++] != 0) {
        return false;
      }
    }
    byte[] rest = new byte[64];
    int n = put(rest, 0, crc(out, to, size));
    n = index(rest, n, end - begin + 4, size);
    return length - at == n && Arrays.equals(data, at, length, rest, 0, n);
  }

  /// Whether a block's header (section 3.1) names LZMA2 alone, and no lengths, as in a stream that
  /// is written in one go.
  private static boolean header(byte[] data, int at, int bodyAt) {
    int crcAt = bodyAt - 4;
    if (crcAt - at != 8 && crcAt - at != 12
        || data[at + 1] != 0
        || data[at + 2] != LZMA2
        || data[at + 3] != 1
        || (data[at + 4] & 0xFF) > MAX_CODE) {
      return false;
    }
    for (int i = at + 5; i < crcAt; i++) {
      if (data[i] != 0) {
        return false;
      }
    }
    return littleEndian(data, crcAt) == crc(data, at, crcAt - at);
  }

  /// The index and the footer (sections 4 and 2.1.2) of a stream with one block.
  ///
  /// @return where they end
  private static int index(byte[] into, int from, int unpadded, int size) {
    int at = from;
    into[at++] = 0;
    into[at++] = 1;
    at = number(into, at, unpadded);
    at = number(into, at, size);
    at += -(at - from) & 3;
    at = put(into, at, crc(into, from, at - from));
    int words = (at - from) / 4;
    put(into, at + 4, words - 1);
    into[at + 9] = 1;
    put(into, at, crc(into, at + 4, 6));
    into[at + 10] = 'Y';
    into[at + 11] = 'Z';
    return at + FOOTER;
  }

  /// A number of variable length (section 1.2).
  private static int number(byte[] into, int from, int value) {
    int at = from;
    int left = value;
    while (left > 127) {
      into[at++] = (byte) (left | 128);
      left >>>= 7;
    }
    into[at++] = (byte) left;
    return at;
  }

  private static int put(byte[] into, int at, int value) {
    for (int i = 0; i < 4; i++) {
      into[at + i] = (byte) (value >>> 8 * i);
    }
    return at + 4;
  }

  static int crc(byte[] data, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(data, from, length);
    return (int) crc.getValue();
  }

  static int littleEndian(byte[] data, int at) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | data[at + i] & 0xFF;
    }
    return value;
  }
}
