package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;

/// Decoding table of a Huffman code, for literals (section 4.2).
///
/// @param log bits of the longest code
/// @param codes by the next `log` bits: symbol in the high byte, length of its code in the low one
record HuffmanTable(int log, short[] codes) {
  private static final int MAX_LOG = 11;
  private static final int WEIGHTS_LOG = 6;

  /// Reads the weights of the symbols; the last one follows from the others.
  static HuffmanTable read(BitReader in) throws IOException {
    byte[] weights = new byte[256];
    int head = (int) in.littleEndian(1);
    int n;
    if (head >= 128) {
      n = head - 127;
      int start = in.skipBytes((n + 1) / 2);
      for (int i = 0; i < n; i++) {
        int both = in.data()[start + i / 2];
        weights[i] = (byte) (i % 2 == 0 ? both >>> 4 & 15 : both & 15);
      }
    } else {
      int start = in.skipBytes(head);
      n = coded(new BitReader(in.data(), start, start + head), weights);
    }
    int sum = 0;
    for (int i = 0; i < n; i++) {
      if (weights[i] > MAX_LOG) {
        throw new IOException("a ZSTD Huffman code is too long");
      }
      sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
    }
    if (sum == 0) {
      throw new IOException("a ZSTD Huffman code is empty");
    }
    int log = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << log) - sum;
    if (log > MAX_LOG || Integer.bitCount(rest) != 1) {
      throw new IOException("a ZSTD Huffman code does not add up");
    }
    weights[n] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
    return build(log, weights, n + 1);
  }

  /// Weights coded by FSE: two states alternate until the bits are used up.
  private static int coded(BitReader in, byte[] weights) throws IOException {
    FseTable table = FseTable.read(in, WEIGHTS_LOG, MAX_LOG + 1);
    int start = in.skipBytes(0);
    ReverseBitReader bits = new ReverseBitReader(in.data(), start, start + in.remaining());
    int[] states = {bits.read(table.log()), bits.read(table.log())};
    int n = 0;
    for (int turn = 0; ; turn ^= 1) {
      int state = table.states()[states[turn]];
      // one symbol for the last weight that is not written, and one for the other state's
      if (n > 253) {
        throw new IOException("a ZSTD Huffman code has too many symbols");
      }
      weights[n++] = (byte) FseTable.symbol(state);
      int more = bits.read(FseTable.bits(state));
      if (bits.left() < 0) {
        weights[n++] = (byte) FseTable.symbol(table.states()[states[turn ^ 1]]);
        return n;
      }
      states[turn] = FseTable.base(state) + more;
    }
  }

  /// The longest codes, of weight 1, come first; among equals the lower symbol.
  private static HuffmanTable build(int log, byte[] weights, int n) {
    short[] codes = new short[1 << log];
    int at = 0;
    for (int weight = 1; weight <= log; weight++) {
      int length = log + 1 - weight;
      for (int s = 0; s < n; s++) {
        if (weights[s] == weight) {
          int span = 1 << weight - 1;
          Arrays.fill(codes, at, at + span, (short) (s << 8 | length));
          at += span;
        }
      }
    }
    return new HuffmanTable(log, codes);
  }

  /// Decodes `n` symbols, which must use up the stream.
  void decode(ReverseBitReader bits, byte[] out, int to, int n) throws IOException {
    int at = to;
    int stop = to + n;
    while (stop - at >= 5 && bits.hasWord()) {
      at = five(bits, out, at);
    }
    while (at < stop) {
      int code = codes[bits.peek(log)];
      out[at++] = (byte) (code >>> 8);
      bits.skip(code & 0xFF);
    }
    if (bits.left() != 0) {
      throw new IOException("a ZSTD Huffman stream has another length than it says");
    }
  }

  /// Five codes of 11 bits at most fit the 57 bits of one load.
  private int five(ReverseBitReader bits, byte[] out, int at) {
    long word = bits.peekWord();
    int down = 64 - log;
    int used = 0;
    for (int i = 0; i < 5; i++) {
      int code = codes[(int) (word >>> down)];
      out[at + i] = (byte) (code >>> 8);
      word <<= code;
      used += code & 0xFF;
    }
    bits.skip(used);
    return at + 5;
  }
}
