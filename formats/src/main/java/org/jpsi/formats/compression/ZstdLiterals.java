package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Literals of a block (section 3.1.1.3.1): raw, one repeated byte, or Huffman-coded in one stream
/// or four.
final class ZstdLiterals {
  private byte[] buffer;
  private byte[] bytes;
  private int at;
  private int end;
  private @Nullable HuffmanTable huffman;

  /// @param size of the frame, which no sound block of it exceeds
  ZstdLiterals(int size) {
    buffer = new byte[Math.min(size, Zstd.MAX_BLOCK)];
    bytes = buffer;
  }

  /// The array that holds them: the decoder's own, or that of the frame.
  byte[] bytes() {
    return bytes;
  }

  /// Where the next one is.
  int at() {
    return at;
  }

  /// How many are left.
  int left() {
    return end - at;
  }

  /// Takes `n` of them.
  ///
  /// @return where the first is
  int take(int n) throws IOException {
    if (n > end - at) {
      throw new IOException("the sequences of a ZSTD block end too early");
    }
    int first = at;
    at += n;
    return first;
  }

  void read(BitReader in) throws IOException {
    int head = in.peek(8);
    int kind = head & 3;
    int form = head >>> 2 & 3;
    if (kind < 2) {
      // the length takes 5, 12 or 20 bits
      long sizes = in.littleEndian(form == 1 ? 2 : form == 3 ? 3 : 1);
      int length = checked((int) (sizes >>> (form == 1 || form == 3 ? 4 : 3)));
      if (kind == 0) {
        at = in.skipBytes(length);
        bytes = in.data();
        end = at + length;
      } else {
        own(length);
        Arrays.fill(bytes, 0, length, (byte) in.littleEndian(1));
      }
      return;
    }
    int width = form < 2 ? 10 : form == 2 ? 14 : 18;
    long sizes = in.littleEndian(form < 2 ? 3 : form + 2) >>> 4;
    int length = checked((int) (sizes & (1 << width) - 1));
    own(length);
    int stored = (int) (sizes >>> width);
    int start = in.skipBytes(stored);
    BitReader body = new BitReader(in.data(), start, start + stored);
    HuffmanTable code = kind == 2 ? HuffmanTable.read(body) : huffman;
    if (code == null) {
      throw new IOException("a ZSTD block repeats a code that was not given");
    }
    huffman = code;
    if (form == 0) {
      int first = body.skipBytes(body.remaining());
      code.decode(new ReverseBitReader(in.data(), first, start + stored), bytes, 0, length);
    } else {
      four(code, body, length);
    }
  }

  private void four(HuffmanTable code, BitReader body, int length) throws IOException {
    int[] sizes = {
      (int) body.littleEndian(2), (int) body.littleEndian(2), (int) body.littleEndian(2)
    };
    if (3 * ((length + 3) / 4) > length) {
      throw new IOException("a ZSTD block has too few literals for four streams");
    }
    int[] bounds = new int[5];
    for (int i = 0; i < 3; i++) {
      bounds[i] = body.skipBytes(sizes[i]);
    }
    int last = body.remaining();
    bounds[3] = body.skipBytes(last);
    bounds[4] = bounds[3] + last;
    HuffmanStreams.decode(code, body.data(), bounds, bytes, length);
  }

  private int checked(int length) throws IOException {
    if (length > Zstd.MAX_BLOCK) {
      throw new IOException("a ZSTD block claims " + length + " literals");
    }
    return length;
  }

  /// Makes room for literals of its own.
  private void own(int length) {
    if (length > buffer.length) {
      buffer = new byte[Zstd.MAX_BLOCK];
    }
    bytes = buffer;
    at = 0;
    end = length;
  }
}
