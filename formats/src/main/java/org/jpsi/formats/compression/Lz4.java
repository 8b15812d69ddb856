package org.jpsi.formats.compression;

import java.io.IOException;

/// LZ4 decoder (github.com/lz4/lz4, doc/lz4_Block_format.md): one block, into an array of known
/// length.
///
/// A block is a chain of sequences: a token with two lengths, literals, and a match, which the last
/// one lacks.
final class Lz4 {
  private static final int MIN_MATCH = 4;
  // a length of which more bytes follow
  private static final int MORE = 15;

  private final byte[] data;
  private final int end;
  private final int limit;
  private int at;

  private Lz4(byte[] data, int from, int length, int limit) {
    this.data = data;
    this.at = from;
    this.end = from + length;
    this.limit = limit;
  }

  /// Fills `out[to]` to `out[to + size]` from one block of exactly `length` bytes.
  static void decompress(byte[] data, int from, int length, byte[] out, int to, int size)
      throws IOException {
    int written = new Lz4(data, from, length, size).sequences(out, to, to + size);
    if (written != size) {
      throw new IOException("an LZ4 block has another length than it says");
    }
  }

  private int sequences(byte[] out, int to, int stop) throws IOException {
    int next = to;
    while (true) {
      int token = u8();
      int literals = length(token >>> 4);
      if (literals > end - at || literals > stop - next) {
        throw damaged();
      }
      MatchCopy.literals(data, at, out, next, literals, stop);
      at += literals;
      next += literals;
      if (at == end) {
        return next - to;
      }
      int distance = u8() | u8() << 8;
      int match = length(token & MORE) + MIN_MATCH;
      if (distance == 0) {
        throw new IOException("an LZ4 block has a match of distance 0");
      }
      if (distance > next - to || match > stop - next) {
        throw damaged();
      }
      MatchCopy.match(out, next, distance, match, stop);
      next += match;
    }
  }

  /// A length that a token begins.
  private int length(int begun) throws IOException {
    int length = begun;
    if (begun == MORE) {
      int more;
      do {
        more = u8();
        length += more;
        if (length > limit + MORE) {
          throw damaged();
        }
      } while (more == 255);
    }
    return length;
  }

  private int u8() throws IOException {
    if (at == end) {
      throw damaged();
    }
    return data[at++] & 0xFF;
  }

  private static IOException damaged() {
    return new IOException("an LZ4 block is damaged");
  }
}
