package org.jpsi.formats.compression;

import java.io.IOException;

/// Decoding table of one of the three codes of a sequence (section 3.1.1.3.2.1): FSE states, each
/// with what its code says, so that one lookup gives all of it.
///
/// @param log the table has `1 << log` states
/// @param states the base of the next state in the low 16 bits, the number of bits added to it in
///   the next 8, the number of bits added to the value in the next 8, and in the high 32 the value
record SequenceTable(int log, long[] states) {
  /// Code of a sequence: the values of its symbols.
  enum Code {
    /// Length of the literals before a match.
    LITERALS(
        9,
        new int[] {
          0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48,
          64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
        },
        new int[] {
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10,
          11, 12, 13, 14, 15, 16
        },
        6,
        new int[] {
          4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1,
          1, 1, -1, -1, -1, -1
        }),
    /// Length of a match.
    MATCH(
        9,
        new int[] {
          3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
          27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515,
          1027, 2051, 4099, 8195, 16387, 32771, 65539
        },
        new int[] {
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
        },
        6,
        new int[] {
          1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
        }),
    /// Offset, or which of the last ones: symbol `n` is `1 << n` and `n` bits more.
    OFFSET(
        8,
        powers(32),
        numbers(32),
        5,
        new int[] {
          1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
        });

    private final int maxLog;
    private final int[] bases;
    private final int[] bits;
    private final SequenceTable predefined;

    Code(int maxLog, int[] bases, int[] bits, int log, int[] probabilities) {
      this.maxLog = maxLog;
      this.bases = bases;
      this.bits = bits;
      try {
        this.predefined = of(FseTable.build(log, probabilities));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static int[] numbers(int n) {
      int[] numbers = new int[n];
      for (int i = 0; i < n; i++) {
        numbers[i] = i;
      }
      return numbers;
    }

    private static int[] powers(int n) {
      int[] powers = new int[n];
      for (int i = 0; i < n; i++) {
        powers[i] = 1 << i;
      }
      return powers;
    }

    private SequenceTable of(FseTable table) {
      long[] states = new long[table.states().length];
      for (int i = 0; i < states.length; i++) {
        int state = table.states()[i];
        int symbol = FseTable.symbol(state);
        states[i] =
            FseTable.base(state)
                | (long) FseTable.bits(state) << 16
                | (long) bits[symbol] << 24
                | (long) bases[symbol] << 32;
      }
      return new SequenceTable(table.log(), states);
    }

    /// The table of probabilities that RFC 8878 gives.
    SequenceTable predefined() {
      return predefined;
    }

    /// Reads the table of a single symbol.
    SequenceTable single(BitReader in) throws IOException {
      int symbol = (int) in.littleEndian(1);
      if (symbol >= bases.length) {
        throw new IOException("a ZSTD table has an impossible symbol");
      }
      return of(FseTable.of(symbol));
    }

    /// Reads a table's description.
    SequenceTable read(BitReader in) throws IOException {
      return of(FseTable.read(in, maxLog, bases.length - 1));
    }
  }

  static int nextBase(long state) {
    return (int) state & 0xFFFF;
  }

  static int nextBits(long state) {
    return (int) (state >>> 16) & 0xFF;
  }

  static int valueBits(long state) {
    return (int) (state >>> 24) & 0xFF;
  }

  static long value(long state) {
    return state >>> 32;
  }

  /// The first state.
  long begin(ReverseBitReader bits) {
    return states[bits.read(log)];
  }

  long next(long state, ReverseBitReader bits) {
    return states[nextBase(state) + bits.read(nextBits(state))];
  }
}
