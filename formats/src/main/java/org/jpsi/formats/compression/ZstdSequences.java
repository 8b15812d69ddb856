package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sequences of a block (section 3.1.1.3.2), executed into the output as they are decoded.
final class ZstdSequences {
  // bits that a word has at least, and those that three next states take at most
  private static final int WORD_BITS = 57;
  private static final int STATE_BITS = 9 + 9 + 8;

  private final byte[] out;
  private final int start;
  private final int end;
  private int at;
  // the last three offsets, which small values refer to
  private int repeatOffset1 = 1;
  private int repeatOffset2 = 4;
  private int repeatOffset3 = 8;
  private @Nullable SequenceTable literalCodes;
  private @Nullable SequenceTable offsetCodes;
  private @Nullable SequenceTable matchCodes;

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
    if (count > 0) {
      int modes = (int) in.littleEndian(1);
      if ((modes & 3) != 0) {
        throw new IOException("a ZSTD block uses a bit that has no meaning yet");
      }
      SequenceTable literal = table(in, modes >>> 6, literalCodes, SequenceTable.Code.LITERALS);
      SequenceTable offset = table(in, modes >>> 4, offsetCodes, SequenceTable.Code.OFFSET);
      SequenceTable match = table(in, modes >>> 2, matchCodes, SequenceTable.Code.MATCH);
      literalCodes = literal;
      offsetCodes = offset;
      matchCodes = match;
      int from = in.skipBytes(0);
      ReverseBitReader bits = new ReverseBitReader(in.data(), from, from + in.remaining());
      run(bits, count, literal, offset, match, literals);
    }
    raw(literals.bytes(), literals.at(), literals.left());
  }

  private static SequenceTable table(
      BitReader in, int mode, @Nullable SequenceTable before, SequenceTable.Code code)
      throws IOException {
    switch (mode & 3) {
      case 0:
        return code.predefined();
      case 1:
        return code.single(in);
      case 2:
        return code.read(in);
      default:
        if (before == null) {
          throw new IOException("a ZSTD block repeats a table that was not given");
        }
        return before;
    }
  }

  private void run(
      ReverseBitReader bits,
      int count,
      SequenceTable literal,
      SequenceTable offset,
      SequenceTable match,
      ZstdLiterals literals)
      throws IOException {
    long literalState = literal.begin(bits);
    long offsetState = offset.begin(bits);
    long matchState = match.begin(bits);
    int left = count;
    while (left > 1 && bits.hasTwoWords()) {
      long word = bits.peekWord();
      // in two shifts, since one by 64 would be none
      int n = SequenceTable.valueBits(offsetState);
      long value = SequenceTable.value(offsetState) + (word >>> 1 >>> 63 - n);
      word <<= n;
      int used = n;
      n = SequenceTable.valueBits(matchState);
      int length = (int) (SequenceTable.value(matchState) + (word >>> 1 >>> 63 - n));
      word <<= n;
      used += n;
      n = SequenceTable.valueBits(literalState);
      if (used + n > WORD_BITS) {
        bits.skip(used);
        word = bits.peekWord();
        used = 0;
      }
      int plain = (int) (SequenceTable.value(literalState) + (word >>> 1 >>> 63 - n));
      word <<= n;
      used += n;
      if (used > WORD_BITS - STATE_BITS) {
        bits.skip(used);
        word = bits.peekWord();
        used = 0;
      }
      n = SequenceTable.nextBits(literalState);
      literalState =
          literal.states()[SequenceTable.nextBase(literalState) + (int) (word >>> 1 >>> 63 - n)];
      word <<= n;
      used += n;
      n = SequenceTable.nextBits(matchState);
      matchState =
          match.states()[SequenceTable.nextBase(matchState) + (int) (word >>> 1 >>> 63 - n)];
      word <<= n;
      used += n;
      n = SequenceTable.nextBits(offsetState);
      offsetState =
          offset.states()[SequenceTable.nextBase(offsetState) + (int) (word >>> 1 >>> 63 - n)];
      bits.skip(used + n);
      execute(literals, plain, value, length);
      left--;
    }
    for (; left > 0; left--) {
      // near the beginning of the stream, where a word would read before it
      long value =
          SequenceTable.value(offsetState)
              + (bits.read(SequenceTable.valueBits(offsetState)) & 0xFFFFFFFFL);
      int length = value(matchState, bits);
      int plain = value(literalState, bits);
      if (left > 1) {
        literalState = literal.next(literalState, bits);
        matchState = match.next(matchState, bits);
        offsetState = offset.next(offsetState, bits);
      }
      if (bits.left() < 0) {
        throw new IOException("the sequences of a ZSTD block end too early");
      }
      execute(literals, plain, value, length);
    }
    if (bits.left() != 0) {
      throw new IOException("the sequences of a ZSTD block end too late");
    }
  }

  private static int value(long state, ReverseBitReader bits) {
    return (int) SequenceTable.value(state) + bits.read(SequenceTable.valueBits(state));
  }

  /// Copies `plain` literals, then a match.
  private void execute(ZstdLiterals literals, int plain, long value, int length)
      throws IOException {
    int from = literals.take(plain);
    room(plain);
    MatchCopy.literals(literals.bytes(), from, out, at, plain, end);
    at += plain;
    int distance = distance(value, plain);
    room(length);
    MatchCopy.match(out, at, distance, length, end);
    at += length;
  }

  /// Repeat offsets (section 3.1.1.5): values of 3 and less mean one of the last three offsets, or
  /// one less than the last.
  private int distance(long value, int literals) throws IOException {
    long distance;
    int kind = value > 3 ? 4 : (int) value + (literals == 0 ? 1 : 0);
    switch (kind) {
      case 1:
        // within the output: it was, or is the 1 of the first sequence, which has literals
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

  private void room(int n) throws IOException {
    if (n > end - at) {
      throw new IOException("a ZSTD frame is longer than it says");
    }
  }
}
