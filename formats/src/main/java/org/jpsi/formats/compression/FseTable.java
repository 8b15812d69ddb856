package org.jpsi.formats.compression;

import java.io.IOException;

/// Decoding table of a finite state entropy code (FSE, section 4.1): each state has a symbol and
/// the number of bits that give the next state.
///
/// @param log the table has `1 << log` states
/// @param states symbol in the low 8 bits, number of bits in the next 8, and above them what is
///   added to the bits
record FseTable(int log, int[] states) {
  /// The table of a single symbol.
  static FseTable of(int symbol) {
    return new FseTable(0, new int[] {symbol});
  }

  static int symbol(int state) {
    return state & 0xFF;
  }

  static int bits(int state) {
    return state >>> 8 & 0xFF;
  }

  static int base(int state) {
    return state >>> 16;
  }

  /// Reads a table's description (section 4.1.1).
  static FseTable read(BitReader in, int maxLog, int maxSymbol) throws IOException {
    int log = in.peek(4) + 5;
    in.skipBits(4);
    if (log > maxLog) {
      throw new IOException("a ZSTD table claims 2^" + log + " states");
    }
    int[] probabilities = new int[maxSymbol + 1];
    int symbols = 0;
    int remaining = 1 << log;
    while (remaining > 0) {
      if (symbols > maxSymbol) {
        throw new IOException("a ZSTD table has too many symbols");
      }
      int bits = 32 - Integer.numberOfLeadingZeros(remaining + 1);
      int value = in.peek(bits);
      int lowMask = (1 << bits - 1) - 1;
      // values below it take one bit less
      int threshold = (1 << bits) - 1 - (remaining + 1);
      if ((value & lowMask) < threshold) {
        in.skipBits(bits - 1);
        value &= lowMask;
      } else {
        in.skipBits(bits);
        value = value > lowMask ? value - threshold : value;
      }
      int probability = value - 1;
      remaining -= Math.abs(probability);
      probabilities[symbols++] = probability;
      if (probability == 0) {
        symbols += zeros(in, maxSymbol - symbols + 1);
      }
    }
    in.align();
    if (remaining < 0) {
      throw new IOException("the probabilities of a ZSTD table add up to too much");
    }
    return build(log, probabilities);
  }

  /// Counts the symbols of probability zero that follow one.
  private static int zeros(BitReader in, int limit) throws IOException {
    int zeros = 0;
    int repeat;
    do {
      repeat = in.peek(2);
      in.skipBits(2);
      zeros += repeat;
      if (zeros > limit) {
        throw new IOException("a ZSTD table has too many symbols");
      }
    } while (repeat == 3);
    return zeros;
  }

  /// Builds the table: spreads the symbols over the states by their probabilities, in units of one
  /// state; -1 is a probability below one.
  static FseTable build(int log, int... probabilities) throws IOException {
    int size = 1 << log;
    int[] symbols = new int[size];
    int[] next = new int[probabilities.length];
    int high = size;
    for (int s = 0; s < probabilities.length; s++) {
      next[s] = Math.abs(probabilities[s]);
      if (probabilities[s] == -1) {
        symbols[--high] = s;
      }
    }
    int at = 0;
    for (int s = 0; s < probabilities.length; s++) {
      for (int i = 0; i < probabilities[s]; i++) {
        symbols[at] = s;
        do {
          at = at + (size >> 1) + (size >> 3) + 3 & size - 1;
        } while (at >= high);
      }
    }
    if (at != 0) {
      throw new IOException("the probabilities of a ZSTD table don't add up");
    }
    int[] states = new int[size];
    for (int i = 0; i < size; i++) {
      int s = symbols[i];
      int number = next[s]++;
      int bits = log - (31 - Integer.numberOfLeadingZeros(number));
      states[i] = s | bits << 8 | (number << bits) - size << 16;
    }
    return new FseTable(log, states);
  }
}
