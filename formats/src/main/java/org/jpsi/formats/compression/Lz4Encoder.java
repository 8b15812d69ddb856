package org.jpsi.formats.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// LZ4 encoder (github.com/lz4/lz4, doc/lz4_Block_format.md): the fast one, which looks for a match
/// where the last four bytes of one hash were, and takes longer steps the longer it finds none.
///
/// It finds the matches that lz4-java's fast compressor finds, so that its blocks are the same
/// bytes.
final class Lz4Encoder {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MIN_MATCH = 4;
  // the last bytes are literals, and no match begins in the last twelve
  private static final int LAST_LITERALS = 5;
  private static final int MATCH_LIMIT = 12;
  private static final int MAX_DISTANCE = 1 << 16;
  // more bits for a block whose positions have 16
  private static final int SMALL = (1 << 16) + MATCH_LIMIT - 1;
  private static final int SMALL_LOG = 13;
  private static final int LOG = 12;
  private static final int SKIP = 6;
  private static final int MULTIPLIER = -1640531535;
  private static final int MORE = 15;

  private final byte[] data;
  private final int from;
  private final int end;
  private final byte[] out;
  private final int shift;
  // of four bytes by their hash, counted from the first byte
  private final int[] positions;
  // what is not yet written begins here
  private int anchor;
  private int next;

  private Lz4Encoder(byte[] data, int from, int length, byte[] out, int to) {
    this.data = data;
    this.from = from;
    this.end = from + length;
    this.out = out;
    int log = length < SMALL ? SMALL_LOG : LOG;
    this.shift = 32 - log;
    this.positions = new int[1 << log];
    this.anchor = from;
    this.next = to;
  }

  /// The most bytes that a block of `length` bytes takes, and some that copies need.
  static int bound(int length) {
    return length + length / 255 + 32;
  }

  /// Compresses a block.
  ///
  /// @param out with room for {@link #bound} bytes from `to` on
  /// @return how many it takes
  static int compress(byte[] data, int from, int length, byte[] out, int to) {
    Lz4Encoder encoder = new Lz4Encoder(data, from, length, out, to);
    if (length > MATCH_LIMIT) {
      encoder.matches();
    }
    encoder.lastLiterals();
    return encoder.next - to;
  }

  private int hash(int at) {
    return (int) I32.get(data, at) * MULTIPLIER >>> shift;
  }

  /// The last position with the same hash, in whose place this one goes.
  private int exchange(int at) {
    int hash = hash(at);
    int before = from + positions[hash];
    positions[hash] = at - from;
    return before;
  }

  private boolean matches(int before, int at) {
    return at - before < MAX_DISTANCE && (int) I32.get(data, before) == (int) I32.get(data, at);
  }

  private void matches() {
    int limit = end - MATCH_LIMIT;
    int at = from + 1;
    while (true) {
      int ahead = at;
      int tries = 1 << SKIP;
      int step = 1;
      int before;
      do {
        at = ahead;
        ahead += step;
        step = tries++ >>> SKIP;
        if (ahead > limit) {
          return;
        }
        before = exchange(at);
      } while (!matches(before, at));
      // what is alike before it belongs to it
      while (before > from && at > anchor && data[before - 1] == data[at - 1]) {
        before--;
        at--;
      }
      int token = next;
      literals(at - anchor);
      while (true) {
        at = match(token, before, at);
        anchor = at;
        if (at > limit) {
          return;
        }
        positions[hash(at - 2)] = at - 2 - from;
        before = exchange(at);
        if (!matches(before, at)) {
          break;
        }
        token = next;
        out[next++] = 0;
      }
      at++;
    }
  }

  /// Writes a token and literals.
  private void literals(int n) {
    out[next++] = (byte) (Math.min(n, MORE) << 4);
    if (n >= MORE) {
      more(n - MORE);
    }
    MatchCopy.literals(data, anchor, out, next, n, out.length);
    next += n;
  }

  /// Writes a match, as long as it goes on.
  ///
  /// @return where it ends
  private int match(int token, int before, int at) {
    int distance = at - before;
    out[next++] = (byte) distance;
    out[next++] = (byte) (distance >>> 8);
    int stop = alike(at + MIN_MATCH, distance);
    int length = stop - at - MIN_MATCH;
    out[token] |= (byte) Math.min(length, MORE);
    if (length >= MORE) {
      more(length - MORE);
    }
    return stop;
  }

  /// Where bytes are no longer like those `distance` before, or the last literals begin.
  private int alike(int begin, int distance) {
    int limit = end - LAST_LITERALS;
    int at = begin;
    while (at <= limit - 8) {
      long difference = (long) I64.get(data, at) ^ (long) I64.get(data, at - distance);
      if (difference != 0) {
        return at + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      at += 8;
    }
    while (at < limit && data[at] == data[at - distance]) {
      at++;
    }
    return at;
  }

  /// The rest of a length.
  private void more(int length) {
    int left = length;
    for (; left >= 255; left -= 255) {
      out[next++] = -1;
    }
    out[next++] = (byte) left;
  }

  private void lastLiterals() {
    literals(end - anchor);
  }
}
