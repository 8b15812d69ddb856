package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The sequences of a block (section 3.1.1.3.2), and the output they write.
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
  private static final int[] LITERAL_SHARES = {
    4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
    -1, -1, -1, -1
  };
  private static final int[] MATCH_SHARES = {
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
  };
  private static final int[] OFFSET_SHARES = {
    1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
  };
  private static final int MAX_OFFSET_CODE = 31;

  private final byte[] out;
  private final int start;
  private final int end;
  private int at;
  // the offsets of before, which a small offset refers to
  private int last1 = 1;
  private int last2 = 4;
  private int last3 = 8;
  private @Nullable Fse literalCodes;
  private @Nullable Fse offsetCodes;
  private @Nullable Fse matchCodes;

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

  /// A block as it is.
  void raw(byte[] data, int from, int n) throws IOException {
    room(n);
    System.arraycopy(data, from, out, at, n);
    at += n;
  }

  /// A block of one byte.
  void fill(byte value, int n) throws IOException {
    room(n);
    Arrays.fill(out, at, at + n, value);
    at += n;
  }

  void read(ForwardBits in, ZstdLiterals literals) throws IOException {
    int count = (int) in.little(1);
    if (count == 255) {
      count = (int) in.little(2) + 0x7F00;
    } else if (count > 127) {
      count = (count - 128 << 8) + (int) in.little(1);
    }
    int used = 0;
    if (count > 0) {
      int modes = (int) in.little(1);
      if ((modes & 3) != 0) {
        throw new IOException("a ZSTD block uses a bit that has no meaning yet");
      }
      Fse literal = table(in, modes >>> 6, literalCodes, 9, 35, 6, LITERAL_SHARES);
      Fse offset = table(in, modes >>> 4, offsetCodes, 8, MAX_OFFSET_CODE, 5, OFFSET_SHARES);
      Fse match = table(in, modes >>> 2, matchCodes, 9, 52, 6, MATCH_SHARES);
      literalCodes = literal;
      offsetCodes = offset;
      matchCodes = match;
      int from = in.take(0);
      BackwardBits bits = new BackwardBits(in.data(), from, from + in.remaining());
      used = run(bits, count, literal, offset, match, literals);
    }
    raw(literals.bytes(), used, literals.length() - used);
  }

  private static Fse table(
      ForwardBits in,
      int mode,
      @Nullable Fse before,
      int maxLog,
      int maxSymbol,
      int log,
      int[] shares)
      throws IOException {
    switch (mode & 3) {
      case 0:
        return Fse.build(log, shares);
      case 1:
        int symbol = (int) in.little(1);
        if (symbol > maxSymbol) {
          throw new IOException("a ZSTD table has an impossible symbol");
        }
        return Fse.of(symbol);
      case 2:
        return Fse.read(in, maxLog, maxSymbol);
      default:
        if (before == null) {
          throw new IOException("a ZSTD block repeats a table that was not given");
        }
        return before;
    }
  }

  /// @return how many literals were used
  private int run(
      BackwardBits bits, int count, Fse literal, Fse offset, Fse match, ZstdLiterals literals)
      throws IOException {
    int literalState = literal.states()[bits.read(literal.log())];
    int offsetState = offset.states()[bits.read(offset.log())];
    int matchState = match.states()[bits.read(match.log())];
    int used = 0;
    for (int i = 0; i < count; i++) {
      int code = Fse.symbol(offsetState);
      long value = (1L << code) + (bits.read(code) & 0xFFFFFFFFL);
      code = Fse.symbol(matchState);
      int length = MATCH_BASE[code] + bits.read(MATCH_BITS[code]);
      code = Fse.symbol(literalState);
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

  private static int next(Fse table, int state, BackwardBits bits) {
    return table.states()[Fse.base(state) + bits.read(Fse.bits(state))];
  }

  /// Section 3.1.1.5: values of 3 and less mean one of the last three distances, or one less than
  /// the last.
  private int distance(long value, int literals) throws IOException {
    long distance;
    int kind = value > 3 ? 4 : (int) value + (literals == 0 ? 1 : 0);
    switch (kind) {
      case 1:
        return last1;
      case 2:
        distance = last2;
        break;
      case 3:
        distance = last3;
        last3 = last2;
        break;
      default:
        distance = value > 3 ? value - 3 : last1 - 1L;
        last3 = last2;
    }
    if (distance <= 0 || distance > at - start) {
      throw new IOException("a ZSTD sequence copies from before the beginning");
    }
    last2 = last1;
    last1 = (int) distance;
    return last1;
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
