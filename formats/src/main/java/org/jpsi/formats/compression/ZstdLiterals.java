package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Literals of a block (section 3.1.1.3.1): raw, one repeated byte, or Huffman-coded in one stream
/// or four.
final class ZstdLiterals {
  private byte[] bytes;
  private int length;
  private @Nullable HuffmanTable huffman;

  /// @param size of the frame, which no sound block of it exceeds
  ZstdLiterals(int size) {
    bytes = new byte[Math.min(size, Zstd.MAX_BLOCK)];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void read(BitReader in) throws IOException {
    int head = in.peek(8);
    int kind = head & 3;
    int form = head >>> 2 & 3;
    if (kind < 2) {
      // the length takes 5, 12 or 20 bits
      long sizes = in.littleEndian(form == 1 ? 2 : form == 3 ? 3 : 1);
      length = checked((int) (sizes >>> (form == 1 || form == 3 ? 4 : 3)));
      if (kind == 0) {
        System.arraycopy(in.data(), in.skipBytes(length), bytes, 0, length);
      } else {
        Arrays.fill(bytes, 0, length, (byte) in.littleEndian(1));
      }
      return;
    }
    int width = form < 2 ? 10 : form == 2 ? 14 : 18;
    long sizes = in.littleEndian(form < 2 ? 3 : form + 2) >>> 4;
    length = checked((int) (sizes & (1 << width) - 1));
    int stored = (int) (sizes >>> width);
    int start = in.skipBytes(stored);
    BitReader body = new BitReader(in.data(), start, start + stored);
    HuffmanTable code = kind == 2 ? HuffmanTable.read(body) : huffman;
    if (code == null) {
      throw new IOException("a ZSTD block repeats a code that was not given");
    }
    huffman = code;
    if (form == 0) {
      int at = body.skipBytes(body.remaining());
      code.decode(in.data(), at, start + stored, bytes, 0, length);
    } else {
      four(code, body);
    }
  }

  private void four(HuffmanTable code, BitReader body) throws IOException {
    int[] sizes = {
      (int) body.littleEndian(2), (int) body.littleEndian(2), (int) body.littleEndian(2), 0
    };
    sizes[3] = body.remaining() - sizes[0] - sizes[1] - sizes[2];
    int each = (length + 3) / 4;
    if (3 * each > length) {
      throw new IOException("a ZSTD block has too few literals for four streams");
    }
    for (int i = 0; i < 4; i++) {
      int at = body.skipBytes(sizes[i]);
      code.decode(
          body.data(), at, at + sizes[i], bytes, i * each, i < 3 ? each : length - 3 * each);
    }
  }

  private int checked(int length) throws IOException {
    if (length > Zstd.MAX_BLOCK) {
      throw new IOException("a ZSTD block claims " + length + " literals");
    }
    if (length > bytes.length) {
      bytes = new byte[Zstd.MAX_BLOCK];
    }
    return length;
  }
}
