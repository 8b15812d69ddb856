package org.jpsi.formats.compression;

import java.io.IOException;

/// ZSTD decoder (RFC 8878; section numbers here refer to it): one frame without a dictionary, as
/// ROOT writes it, into an array of known length.
///
/// A frame is a chain of blocks; a compressed block is literals (Huffman-coded bytes, {@link
/// ZstdLiterals}) and sequences (literal length, match length, offset: {@link ZstdSequences}).
final class Zstd {
  private static final int MAGIC = 0xFD2FB528;
  static final int MAX_BLOCK = 128 << 10;

  private Zstd() {}

  /// Fills `out[to]` to `out[to + size]` from one frame of exactly `length` bytes.
  static void decompress(byte[] data, int from, int length, byte[] out, int to, int size)
      throws IOException {
    BitReader in = new BitReader(data, from, from + length);
    if (in.littleEndian(4) != (MAGIC & 0xFFFFFFFFL)) {
      throw new IOException("a ZSTD frame does not begin as one");
    }
    boolean checksum = header(in, size);
    ZstdLiterals literals = new ZstdLiterals(size);
    ZstdSequences sequences = new ZstdSequences(out, to, to + size);
    boolean last = false;
    while (!last) {
      int block = (int) in.littleEndian(3);
      last = (block & 1) != 0;
      int n = block >>> 3;
      switch (block >>> 1 & 3) {
        case 0 -> sequences.raw(data, in.skipBytes(n), n);
        case 1 -> sequences.fill((byte) in.littleEndian(1), n);
        case 2 -> {
          if (n > MAX_BLOCK) {
            throw new IOException("a ZSTD block claims " + n + " bytes");
          }
          int start = in.skipBytes(n);
          BitReader body = new BitReader(data, start, start + n);
          literals.read(body);
          sequences.read(body, literals);
        }
        default -> throw new IOException("a ZSTD block of an unknown type");
      }
    }
    if (sequences.written() != size) {
      throw new IOException("a ZSTD frame has another length than it says");
    }
    if (checksum && in.littleEndian(4) != (XxHash64.of(out, to, size) & 0xFFFFFFFFL)) {
      throw new IOException("the checksum of a ZSTD frame is wrong");
    }
    if (in.remaining() != 0) {
      throw new IOException("a ZSTD frame ends too late");
    }
  }

  /// Section 3.1.1.1.
  ///
  /// @return whether a checksum follows the last block
  private static boolean header(BitReader in, int size) throws IOException {
    int descriptor = (int) in.littleEndian(1);
    if ((descriptor & 8) != 0) {
      throw new IOException("a ZSTD frame uses a bit that has no meaning yet");
    }
    boolean single = (descriptor & 0x20) != 0;
    if (!single) {
      // the window says how much a streaming decoder must keep; the whole output is at hand here
      in.littleEndian(1);
    }
    int[] idBytes = {0, 1, 2, 4};
    if (in.littleEndian(idBytes[descriptor & 3]) != 0) {
      throw new IOException("a ZSTD frame needs a dictionary");
    }
    int kind = descriptor >>> 6;
    int sizeBytes = kind == 0 ? (single ? 1 : 0) : 1 << kind;
    long content = in.littleEndian(sizeBytes) + (kind == 1 ? 256 : 0);
    if (sizeBytes > 0 && content != size) {
      throw new IOException("a ZSTD frame has another length than it says");
    }
    return (descriptor & 4) != 0;
  }
}
