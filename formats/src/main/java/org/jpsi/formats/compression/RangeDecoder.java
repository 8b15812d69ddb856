package org.jpsi.formats.compression;

/// Range decoder of LZMA (LZMA specification, Igor Pavlov, 2015): binary decisions by adaptive
/// probabilities of 11 bits.
///
/// Bits of values (trees, literals) are decoded without branches: they are near to chance, and a
/// branch mispredicted every other time would cost more than all the rest. `mask` is -1 for a bit
/// 0, 0 for a bit 1.
///
/// It may read {@link #SLACK} bytes beyond the end before {@link #overrun} is asked.
final class RangeDecoder {
  /// Bytes that may be read beyond the end: no symbol of LZMA has more than 48 bits, and each reads
  /// one byte at most.
  static final int SLACK = 64;

  private static final long TOP = 1L << 24;
  private static final int ONE = 1 << 11;
  private static final int RATE = 5;

  private final byte[] data;
  private final short[] probabilities;
  private int at;
  private int end;
  private long range;
  private long code;

  /// @param data with {@link #SLACK} bytes after the last that is of the stream
  RangeDecoder(byte[] data, short[] probabilities) {
    this.data = data;
    this.probabilities = probabilities;
  }

  /// Begins at `from` what ends at `end`.
  ///
  /// @return whether it begins as it must
  boolean begin(int from, int end) {
    at = from + 5;
    this.end = end;
    range = 0xFFFFFFFFL;
    code = 0;
    for (int i = 1; i < 5; i++) {
      code = code << 8 | data[from + i] & 0xFF;
    }
    return at <= end && data[from] == 0;
  }

  boolean overrun() {
    return at > end;
  }

  /// Whether all was read, to the end and nothing else.
  boolean finished() {
    normalize();
    return at == end && code == 0;
  }

  private void normalize() {
    if (range < TOP) {
      range <<= 8;
      code = code << 8 | data[at++] & 0xFF;
    }
  }

  /// A decision by the probability at `index`, which follows it.
  boolean bit(int index) {
    normalize();
    int p = probabilities[index];
    long bound = (range >>> 11) * p;
    if (code < bound) {
      range = bound;
      probabilities[index] = (short) (p + (ONE - p >>> RATE));
      return false;
    }
    range -= bound;
    code -= bound;
    probabilities[index] = (short) (p - (p >>> RATE));
    return true;
  }

  /// A value of a binary tree of `bits` levels, the highest bit first.
  int tree(int base, int bits) {
    return below(base, 1, 1 << bits) - (1 << bits);
  }

  /// Descends a tree from a node to the first node that is no less than `leaves`.
  private int below(int base, int from, int leaves) {
    short[] p = probabilities;
    byte[] in = data;
    long r = range;
    long c = code;
    int next = at;
    int node = from;
    int probability = p[base + node];
    while (node < leaves) {
      if (r < TOP) {
        r <<= 8;
        c = c << 8 | in[next++] & 0xFF;
      }
      // of both nodes below, before it is known which
      int zero = p[base + 2 * node];
      int one = p[base + 2 * node + 1];
      long bound = (r >>> 11) * probability;
      long rest = c - bound;
      long mask = rest >> 63;
      c = rest + (bound & mask);
      r = r - bound + (2 * bound - r & mask);
      p[base + node] = (short) (probability - (probability + (31 - ONE & (int) mask) >> RATE));
      probability = one + (zero - one & (int) mask);
      node = 2 * node + 1 + (int) mask;
    }
    range = r;
    code = c;
    at = next;
    return node;
  }

  int literal(int base) {
    return tree(base, 8);
  }

  /// A literal after a match, whose next byte, as far as it is like the literal, chooses among
  /// three trees.
  int matchedLiteral(int base, int likely) {
    short[] p = probabilities;
    byte[] in = data;
    long r = range;
    long c = code;
    int next = at;
    int node = 1;
    int alike = 0x100;
    int match = likely;
    while (node < 0x100) {
      match <<= 1;
      int matchBit = match & alike;
      int index = base + alike + matchBit + node;
      if (r < TOP) {
        r <<= 8;
        c = c << 8 | in[next++] & 0xFF;
      }
      int probability = p[index];
      long bound = (r >>> 11) * probability;
      c -= bound;
      int mask = (int) (c >> 63);
      r -= bound;
      r += bound - r & mask;
      c += bound & mask;
      p[index] = (short) (probability - (probability + (31 - ONE & mask) >> RATE));
      node = 2 * node + 1 + mask;
      alike &= matchBit ^ mask;
    }
    range = r;
    code = c;
    at = next;
    return node - 0x100;
  }

  /// A value of a tree of `bits` levels, the lowest bit first.
  int reverseTree(int base, int bits) {
    int node = 1;
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int bit = bit(base + node) ? 1 : 0;
      node = 2 * node + bit;
      value |= bit << i;
    }
    return value;
  }

  /// `bits` bits of probability one half, the highest first.
  int direct(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      normalize();
      range >>>= 1;
      code -= range;
      long mask = code >> 63;
      code += range & mask;
      value = 2 * value + 1 + (int) mask;
    }
    return value;
  }
}
