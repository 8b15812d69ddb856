package org.jpsi.formats.compression;

import java.util.Arrays;

/// LZMA2 decoder (LZMA specification, Igor Pavlov, 2015; chunks as in the xz file format): literals
/// and matches, each decision coded by a {@link RangeDecoder}, straight into the output.
///
/// It says only whether a stream is sound: what is wrong with another is told by the library
/// ({@link Lzma}).
final class Lzma2 {
  private static final int STATES = 12;
  private static final int POSITIONS = 16;
  // where the probabilities of each decision are
  private static final int IS_MATCH = 0;
  private static final int IS_REP = IS_MATCH + STATES * POSITIONS;
  private static final int IS_REP0 = IS_REP + STATES;
  private static final int IS_REP1 = IS_REP0 + STATES;
  private static final int IS_REP2 = IS_REP1 + STATES;
  private static final int IS_REP0_LONG = IS_REP2 + STATES;
  private static final int SLOTS = IS_REP0_LONG + STATES * POSITIONS;
  private static final int SPECIAL = SLOTS + 4 * 64;
  private static final int ALIGN = SPECIAL + 128;
  private static final int MATCH_LENGTH = ALIGN + 16;
  private static final int REP_LENGTH = MATCH_LENGTH + 2 + 2 * 8 * POSITIONS + 256;
  private static final int LITERALS = REP_LENGTH + 2 + 2 * 8 * POSITIONS + 256;
  private static final int LITERAL = 0x300;
  private static final int MAX_LITERAL_BITS = 4;
  private static final short HALF = 1 << 10;
  private static final int MIN_MATCH = 2;
  private static final int ALIGN_BITS = 4;

  private final byte[] data;
  private final int end;
  private final byte[] out;
  private final int stop;
  private final short[] probabilities =
      new short[LITERALS + (LITERAL << MAX_LITERAL_BITS) + LITERAL];
  private final RangeDecoder range;
  // of the next byte in and out
  private int at;
  private int next;
  // where the dictionary begins
  private int begin;
  private int literalContext;
  private int literalMask;
  private int positionMask;
  private int state;
  // the last four distances, less one
  private int rep0;
  private int rep1;
  private int rep2;
  private int rep3;

  private Lzma2(byte[] data, int from, int end, byte[] out, int to, int size) {
    this.data = data;
    this.end = end;
    this.out = out;
    this.stop = to + size;
    this.at = from;
    this.next = to;
    this.begin = to;
    this.range = new RangeDecoder(data, probabilities);
  }

  /// Fills `out[to]` to `out[to + size]`.
  ///
  /// @param data with {@link RangeDecoder#SLACK} bytes after `end`
  /// @return the position after the stream, or -1 where it is not sound
  static int decompress(byte[] data, int from, int end, byte[] out, int to, int size) {
    Lzma2 decoder = new Lzma2(data, from, end, out, to, size);
    return decoder.chunks() && decoder.next == decoder.stop ? decoder.at : -1;
  }

  private boolean chunks() {
    boolean needsReset = true;
    boolean needsProperties = true;
    while (at < end) {
      int control = data[at++] & 0xFF;
      if (control == 0) {
        return true;
      }
      boolean resets = control == 1 || control >= 0xE0;
      if (resets) {
        begin = next;
        needsProperties = true;
      } else if (needsReset) {
        return false;
      }
      needsReset = false;
      boolean sound;
      if (control < 0x80) {
        sound = control <= 2 && stored();
      } else {
        needsProperties &= control < 0xC0;
        sound = !needsProperties && compressed(control);
      }
      if (!sound) {
        return false;
      }
    }
    return false;
  }

  private int u16(int from) {
    return (data[from] & 0xFF) << 8 | data[from + 1] & 0xFF;
  }

  private boolean stored() {
    int n = u16(at) + 1;
    at += 2;
    if (n > end - at || n > stop - next) {
      return false;
    }
    System.arraycopy(data, at, out, next, n);
    at += n;
    next += n;
    return true;
  }

  private boolean compressed(int control) {
    int plain = ((control & 0x1F) << 16) + u16(at) + 1;
    int packed = u16(at + 2) + 1;
    at += 4;
    if (control >= 0xC0 && !properties(data[at++] & 0xFF)) {
      return false;
    }
    if (control >= 0xA0) {
      reset();
    }
    if (packed > end - at || plain > stop - next || !range.begin(at, at + packed)) {
      return false;
    }
    at += packed;
    return symbols(next + plain) && range.finished();
  }

  private boolean properties(int coded) {
    int positionBits = coded / 45;
    int literalPositionBits = coded % 45 / 9;
    literalContext = coded % 9;
    literalMask = (1 << literalPositionBits) - 1;
    positionMask = (1 << positionBits) - 1;
    return positionBits <= 4 && literalContext + literalPositionBits <= MAX_LITERAL_BITS;
  }

  private void reset() {
    Arrays.fill(probabilities, 0, LITERALS + LITERAL * (literalMask + 1 << literalContext), HALF);
    state = 0;
    rep0 = 0;
    rep1 = 0;
    rep2 = 0;
    rep3 = 0;
  }

  /// Decodes up to `limit`.
  private boolean symbols(int limit) {
    while (next < limit) {
      int position = next - begin & positionMask;
      if (!range.bit(IS_MATCH + state * POSITIONS + position)) {
        if (!literal()) {
          return false;
        }
      } else {
        int length = range.bit(IS_REP + state) ? repeated(position) : match(position);
        // compared without a sign, as the distance may be 2^32
        if (Integer.compareUnsigned(rep0, next - begin) >= 0 || length > limit - next) {
          return false;
        }
        MatchCopy.match(out, next, rep0 + 1, length, stop);
        next += length;
      }
      if (range.overrun()) {
        return false;
      }
    }
    return true;
  }

  private boolean literal() {
    int before = next == begin ? 0 : out[next - 1] & 0xFF;
    int context =
        ((next - begin & literalMask) << literalContext) + (before >>> 8 - literalContext);
    int base = LITERALS + LITERAL * context;
    int value;
    if (state < 7) {
      value = range.literal(base);
      state = Math.max(0, state - 3);
    } else {
      if (Integer.compareUnsigned(rep0, next - begin) >= 0) {
        return false;
      }
      value = range.matchedLiteral(base, out[next - 1 - rep0] & 0xFF);
      state = state < 10 ? state - 3 : state - 6;
    }
    out[next++] = (byte) value;
    return true;
  }

  private int match(int position) {
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    state = state < 7 ? 7 : 10;
    int length = length(MATCH_LENGTH, position);
    int slot = range.tree(SLOTS + 64 * Math.min(length - MIN_MATCH, 3), 6);
    rep0 = slot < 4 ? slot : distance(slot);
    return length;
  }

  private int distance(int slot) {
    int bits = (slot >>> 1) - 1;
    int high = (2 | slot & 1) << bits;
    if (slot < 14) {
      return high + range.reverseTree(SPECIAL + high - slot, bits);
    }
    return high
        + (range.direct(bits - ALIGN_BITS) << ALIGN_BITS)
        + range.reverseTree(ALIGN, ALIGN_BITS);
  }

  /// A match at one of the last four distances, or a single byte at the last one.
  private int repeated(int position) {
    if (!range.bit(IS_REP0 + state)) {
      if (!range.bit(IS_REP0_LONG + state * POSITIONS + position)) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      int distance = rep1;
      if (range.bit(IS_REP1 + state)) {
        distance = rep2;
        if (range.bit(IS_REP2 + state)) {
          distance = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = distance;
    }
    state = state < 7 ? 8 : 11;
    return length(REP_LENGTH, position);
  }

  private int length(int base, int position) {
    if (!range.bit(base)) {
      return MIN_MATCH + range.tree(base + 2 + 8 * position, 3);
    } else if (!range.bit(base + 1)) {
      return MIN_MATCH + 8 + range.tree(base + 2 + 8 * (POSITIONS + position), 3);
    }
    return MIN_MATCH + 16 + range.tree(base + 2 + 16 * POSITIONS, 8);
  }
}
