package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;

/// ZSTD frames (RFC 8878) by the grammar of the format: blocks of every type, literals of every
/// kind, sequences whose codes are of one symbol each, so that their bits are only those of the
/// values.
final class ZstdFrames {
  private static final int MAX_OFFSET = 31;
  private static final int MAX_MATCH = 52;
  private static final int MAX_LITERALS = 35;

  private final Chance chance;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int plain;

  private ZstdFrames(Chance chance) {
    this.chance = chance;
  }

  /// Frame, and how many bytes come out of it.
  record Frame(byte[] bytes, int plain) {}

  static Frame frame(Chance chance) {
    return new ZstdFrames(chance).frame();
  }

  private Frame frame() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int blocks = 1 + chance.below(3);
    for (int i = 0; i < blocks; i++) {
      out.reset();
      int type = chance.oneIn(30) ? 3 : chance.below(5) < 3 ? 2 : chance.below(2);
      int n = type == 2 ? compressed() : plainBlock(type);
      number(body, (i == blocks - 1 ? 1 : 0) | type << 1 | n << 3, 3);
      body.writeBytes(out.toByteArray());
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    number(frame, 0xFD2FB528, 4);
    frame.write(chance.oneIn(40) ? chance.below(256) : 0xA0);
    number(frame, plain, 4);
    frame.writeBytes(body.toByteArray());
    return new Frame(frame.toByteArray(), plain);
  }

  private int plainBlock(int type) {
    int n = chance.oneIn(20) ? chance.below(1 << 18) : chance.below(200);
    plain += n;
    bytes(type == 1 ? 1 : n);
    return n;
  }

  /// @return its length
  private int compressed() {
    int literals = chance.oneIn(10) ? chance.below(1 << 12) : chance.below(100);
    int kind = chance.below(4);
    if (kind < 2) {
      // the length in 20 bits
      number(out, kind | 3 << 2 | literals << 4, 3);
      bytes(kind == 1 ? 1 : literals);
    } else {
      huffman(kind, literals);
    }
    plain += literals;
    sequences(literals);
    return out.size();
  }

  private void bytes(int n) {
    for (int i = 0; i < n; i++) {
      out.write(chance.below(256));
    }
  }

  /// Literals whose codes have one length.
  private void huffman(int kind, int literals) {
    int log = 1 + chance.below(7);
    boolean four = chance.oneIn(2);
    ByteArrayOutputStream streams = new ByteArrayOutputStream();
    int each = (literals + 3) / 4;
    int[] sizes = new int[4];
    for (int s = 0; s < (four ? 4 : 1); s++) {
      int n = !four ? literals : s < 3 ? each : Math.max(0, literals - 3 * each);
      sizes[s] = bits(streams, (long) n * log);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (kind == 2) {
      int weights = (1 << log) - 1;
      body.write(127 + weights);
      for (int i = 0; i < (weights + 1) / 2; i++) {
        body.write(chance.oneIn(200) ? chance.below(256) : 0x11);
      }
    }
    for (int s = 0; four && s < 3; s++) {
      number(body, sizes[s], 2);
    }
    body.writeBytes(streams.toByteArray());
    // both lengths in 18 bits, or in 10 for one stream
    if (four) {
      long head = kind | 3 << 2 | (long) literals << 4 | (long) body.size() << 22;
      number(out, head, 5);
    } else {
      number(out, kind | (literals & 1023L) << 4 | (body.size() & 1023L) << 14, 3);
    }
    out.writeBytes(body.toByteArray());
  }

  private void sequences(int literals) {
    int count = chance.oneIn(4) ? 0 : 1 + chance.below(chance.oneIn(10) ? 1000 : 12);
    int each = count == 0 ? 0 : Math.min(15, literals / count);
    if (count > 127) {
      out.write(128 + (count >>> 8));
    }
    out.write(count);
    if (count == 0) {
      return;
    }
    boolean other = chance.oneIn(4);
    out.write(other ? chance.below(64) << 2 : 0x54);
    int literalCode = chance.oneIn(8) ? chance.below(MAX_LITERALS + 2) : each;
    int offsetCode = chance.oneIn(8) ? chance.below(MAX_OFFSET + 2) : chance.below(4);
    int matchCode = chance.oneIn(8) ? chance.below(MAX_MATCH + 2) : chance.below(36);
    out.write(literalCode);
    out.write(offsetCode);
    out.write(matchCode);
    int matchBits = matchCode < 32 ? 0 : 1;
    if (matchCode < 32) {
      plain += count * (matchCode + 3);
    }
    bits(out, (long) count * (offsetCode + matchBits));
  }

  /// A stream of so many bits of chance, behind its marker.
  ///
  /// @return its length in bytes
  private int bits(ByteArrayOutputStream into, long bits) {
    int whole = (int) (bits / 8);
    for (int i = 0; i < whole; i++) {
      into.write(chance.below(256));
    }
    int left = (int) (bits % 8);
    into.write(1 << left | chance.below(1 << left));
    return whole + 1;
  }

  private static void number(ByteArrayOutputStream into, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      into.write((int) (value >>> 8 * i));
    }
  }
}
