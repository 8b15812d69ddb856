package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;

/// Snappy (format_description.txt of google/snappy): the length of the data as a varint, then
/// literals and copies of what was written before. What is written does not depend on the machine.
final class Snappy {
  private static final int HASH_BITS = 14;
  private static final int MIN_COPY = 4;
  private static final int MAX_COPY = 64;
  private static final int MAX_OFFSET = 65535;

  private Snappy() {}

  /// Compresses bytes: at each place the last one with the same four bytes is tried.
  ///
  /// @return the length; -1 where it would not be below `out.length`
  static int compress(byte[] data, int length, byte[] out) {
    int[] places = new int[1 << HASH_BITS];
    Arrays.fill(places, -1);
    int to = 0;
    if (out.length < 8) {
      return -1;
    }
    for (int rest = length; ; rest >>>= 7) {
      out[to++] = (byte) (rest < 128 ? rest : rest & 0x7F | 0x80);
      if (rest < 128) {
        break;
      }
    }
    int literal = 0;
    int at = 0;
    while (at + MIN_COPY <= length) {
      int four = four(data, at);
      int hash = four * 0x1E35A7BD >>> 32 - HASH_BITS;
      int before = places[hash];
      places[hash] = at;
      if (before < 0 || at - before > MAX_OFFSET || four(data, before) != four) {
        // data that do not repeat are passed over faster and faster
        at += 1 + (at - literal >>> 5);
        continue;
      }
      int n = MIN_COPY;
      while (at + n < length && data[before + n] == data[at + n]) {
        n++;
      }
      to = literal(data, literal, at - literal, out, to);
      to = to < 0 ? -1 : copies(at - before, n, out, to);
      if (to < 0) {
        return -1;
      }
      at += n;
      literal = at;
    }
    return literal(data, literal, length - literal, out, to);
  }

  private static int four(byte[] data, int at) {
    return data[at] & 0xFF
        | (data[at + 1] & 0xFF) << 8
        | (data[at + 2] & 0xFF) << 16
        | data[at + 3] << 24;
  }

  private static int literal(byte[] data, int from, int n, byte[] out, int to) {
    if (n == 0) {
      return to;
    }
    if (n > out.length - to - 5) {
      return -1;
    }
    int at = to;
    int last = n - 1;
    int extra = last < 60 ? 0 : 4 - Integer.numberOfLeadingZeros(last) / 8;
    out[at++] = (byte) ((extra == 0 ? last : 59 + extra) << 2);
    for (int i = 0; i < extra; i++) {
      out[at++] = (byte) (last >>> 8 * i);
    }
    System.arraycopy(data, from, out, at, n);
    return at + n;
  }

  private static int copies(int offset, int n, byte[] out, int to) {
    int at = to;
    for (int left = n; left > 0; ) {
      int some = Math.min(left, MAX_COPY);
      if (at > out.length - 3) {
        return -1;
      }
      out[at++] = (byte) (some - 1 << 2 | 2);
      out[at++] = (byte) offset;
      out[at++] = (byte) (offset >>> 8);
      left -= some;
    }
    return at;
  }

  /// Fills `out` from 0 to `size` by exactly `length` bytes.
  static void decompress(byte[] data, int from, int length, byte[] out, int size)
      throws IOException {
    int end = from + length;
    int at = from;
    long claimed = 0;
    for (int shift = 0; ; shift += 7) {
      if (at == end || shift > 28) {
        throw damaged();
      }
      int b = data[at++];
      claimed |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        break;
      }
    }
    if (claimed != size) {
      throw new IOException("Snappy data have another length than their page says");
    }
    int done = 0;
    while (at < end) {
      int tag = data[at++] & 0xFF;
      int n;
      int offset = 0;
      // bytes of the tag that follow: of the length of a literal, or of the offset of a copy
      int extra;
      if ((tag & 3) == 0) {
        n = tag >>> 2;
        extra = Math.max(0, n - 59);
      } else {
        n = (tag & 3) == 1 ? tag >>> 2 & 7 : tag >>> 2;
        extra = (tag & 3) == 3 ? 4 : tag & 3;
      }
      if (extra > end - at) {
        throw damaged();
      }
      int value = 0;
      for (int i = 0; i < extra; i++) {
        value |= (data[at++] & 0xFF) << 8 * i;
      }
      if ((tag & 3) == 0) {
        n = extra == 0 ? n : value;
        // a length of 2^31 or more is negative here
        if (n < 0 || n >= end - at || n >= size - done) {
          throw damaged();
        }
        System.arraycopy(data, at, out, done, ++n);
        at += n;
      } else {
        n += (tag & 3) == 1 ? 4 : 1;
        offset = (tag & 3) == 1 ? value | tag >>> 5 << 8 : value;
        if (offset <= 0 || offset > done || n > size - done) {
          throw damaged();
        }
        copy(out, done, offset, n);
      }
      done += n;
    }
    if (done != size) {
      throw damaged();
    }
  }

  private static void copy(byte[] out, int to, int offset, int n) {
    if (offset >= n) {
      System.arraycopy(out, to - offset, out, to, n);
      return;
    }
    // what is copied may be written by this very copy: it repeats
    for (int i = to; i < to + n; i++) {
      out[i] = out[i - offset];
    }
  }

  private static IOException damaged() {
    return new IOException("Snappy data are damaged");
  }
}
