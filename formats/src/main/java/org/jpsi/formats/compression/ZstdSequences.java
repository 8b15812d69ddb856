package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sequences of a block (section 3.1.1.3.2), executed into the output.
final class ZstdSequences {
  private static final int[] LITERAL_BASE = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64,
    128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
  };
  private static final int[] LITERAL_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16
  };
  private static final int[] MATCH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051,
    4099, 8195, 16387, 32771, 65539
  };
  private static final int[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };
  private static final int[] LITERAL_PROBABILITIES = {
    4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
    -1, -1, -1, -1
  };
  private static final int[] MATCH_PROBABILITIES = {
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
  };
  private static final int[] OFFSET_PROBABILITIES = {
    1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
  };
  private static final int MAX_OFFSET_CODE = 31;

  private final byte[] out;
  private final int start;
  private final int end;
  private int at;
  // the last three offsets, which small values refer to
  private int repeatOffset1 = 1;
  private int repeatOffset2 = 4;
  private int repeatOffset3 = 8;
  private @Nullable FseTable literalCodes;
  private @Nullable FseTable offsetCodes;
  private @Nullable FseTable matchCodes;

  /// Writes `out[start]` to `out[end]`.
  ZstdSequences(byte[] out, int start, int end) {
    this.out = out;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  int written() {
    return at - start;
  }

  /// A raw block.
  void raw(byte[] data, int from, int n) throws IOException {
    room(n);
    System.arraycopy(data, from, out, at, n);
    at += n;
  }

  /// A block of one repeated byte.
  void fill(byte value, int n) throws IOException {
    room(n);
    Arrays.fill(out, at, at + n, value);
    at += n;
  }

  void read(BitReader in, ZstdLiterals literals) throws IOException {
    int count = (int) in.littleEndian(1);
    if (count == 255) {
      count = (int) in.littleEndian(2) + 0x7F00;
    } else if (count > 127) {
      count = (count - 128 << 8) + (int) in.littleEndian(1);
    }
    int used = 0;
    if (count > 0) {
      int modes = (int) in.littleEndian(1);
      if ((modes & 3) != 0) {
        throw new IOException("a ZSTD block uses a bit that has no meaning yet");
      }
      FseTable literal = table(in, modes >>> 6, literalCodes, 9, 35, 6, LITERAL_PROBABILITIES);
      FseTable offset =
          table(in, modes >>> 4, offsetCodes, 8, MAX_OFFSET_CODE, 5, OFFSET_PROBABILITIES);
      FseTable match = table(in, modes >>> 2, matchCodes, 9, 52, 6, MATCH_PROBABILITIES);
      literalCodes = literal;
      offsetCodes = offset;
      matchCodes = match;
      int from = in.skipBytes(0);
      ReverseBitReader bits = new ReverseBitReader(in.data(), from, from + in.remaining());
      used = run(bits, count, literal, offset, match, literals);
    }
    raw(literals.bytes(), used, literals.length() - used);
  }

  private static FseTable table(
      BitReader in,
      int mode,
      @Nullable FseTable before,
      int maxLog,
      int maxSymbol,
      int log,
      int[] probabilities)
      throws IOException {
    switch (mode & 3) {
      case 0:
        return FseTable.build(log, probabilities);
      case 1:
        int symbol = (int) in.littleEndian(1);
        if (symbol > maxSymbol) {
          throw new IOException("a ZSTD table has an impossible symbol");
        }
        return FseTable.of(symbol);
      case 2:
        return FseTable.read(in, maxLog, maxSymbol);
      default:
        if (before == null) {
          throw new IOException("a ZSTD block repeats a table that was not given");
        }
        return before;
    }
  }

  /// @return how many literals were used
  private int run(
      ReverseBitReader bits,
      int count,
      FseTable literal,
      FseTable offset,
      FseTable match,
      ZstdLiterals literals)
      throws IOException {
    int literalState = literal.states()[bits.read(literal.log())];
    int offsetState = offset.states()[bits.read(offset.log())];
    int matchState = match.states()[bits.read(match.log())];
    int used = 0;
    for (int i = 0; i < count; i++) {
      int code = FseTable.symbol(offsetState);
      long value = (1L << code) + (bits.read(code) & 0xFFFFFFFFL);
      code = FseTable.symbol(matchState);
      int length = MATCH_BASE[code] + bits.read(MATCH_BITS[code]);
      code = FseTable.symbol(literalState);
      int plain = LITERAL_BASE[code] + bits.read(LITERAL_BITS[code]);
      if (i + 1 < count) {
        literalState = next(literal, literalState, bits);
        matchState = next(match, matchState, bits);
        offsetState = next(offset, offsetState, bits);
      }
      if (bits.left() < 0 || plain > literals.length() - used) {
        throw new IOException("the sequences of a ZSTD block end too early");
      }
      raw(literals.bytes(), used, plain);
      used += plain;
      copy(distance(value, plain), length);
    }
    if (bits.left() != 0) {
      throw new IOException("the sequences of a ZSTD block end too late");
    }
    return used;
  }

  private static int next(FseTable table, int state, ReverseBitReader bits) {
    return table.states()[FseTable.base(state) + bits.read(FseTable.bits(state))];
  }

  /// Repeat offsets (section 3.1.1.5): values of 3 and less mean one of the last three offsets, or
  /// one less than the last.
  private int distance(long value, int literals) throws IOException {
    long distance;
    int kind = value > 3 ? 4 : (int) value + (literals == 0 ? 1 : 0);
    switch (kind) {
      case 1:
        return repeatOffset1;
      case 2:
        distance = repeatOffset2;
        break;
      case 3:
        distance = repeatOffset3;
        repeatOffset3 = repeatOffset2;
        break;
      default:
        distance = value > 3 ? value - 3 : repeatOffset1 - 1L;
        repeatOffset3 = repeatOffset2;
    }
    if (distance <= 0 || distance > at - start) {
      throw new IOException("a ZSTD sequence copies from before the beginning");
    }
    repeatOffset2 = repeatOffset1;
    repeatOffset1 = (int) distance;
    return repeatOffset1;
  }

  private void copy(int distance, int length) throws IOException {
    room(length);
    int from = at - distance;
    if (distance >= length) {
      System.arraycopy(out, from, out, at, length);
    } else {
      // what is copied begins with what was just written
      for (int i = 0; i < length; i++) {
        out[at + i] = out[from + i];
      }
    }
    at += length;
  }

  private void room(int n) throws IOException {
    if (n > end - at) {
      throw new IOException("a ZSTD frame is longer than it says");
    }
  }
}
