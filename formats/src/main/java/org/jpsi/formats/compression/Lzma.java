package org.jpsi.formats.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2InputStream;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/// LZMA blocks: each an xz stream (tukaani.org/xz/xz-file-format.txt; section numbers refer to it).
///
/// The header asks for a dictionary of up to 4 GB, even where a hundred bytes come out. As nothing
/// is copied from before the beginning, one as large as the data will do: so the header is changed
/// before the decoder reads it.
final class Lzma {
  private static final int STREAM_HEADER = 12;
  private static final int LZMA2 = 0x21;
  private static final int MAX_CODE = 40;

  private Lzma() {}

  /// Fills `out[to]` to `out[to + size]` from one stream of exactly `length` bytes.
  static void decompress(byte[] data, int from, int length, byte[] out, int to, int size)
      throws IOException {
    byte[] stream = new byte[length + RangeDecoder.SLACK];
    System.arraycopy(data, from, stream, 0, length);
    if (XzStream.decompress(stream, length, out, to, size)) {
      return;
    }
    stream = Arrays.copyOf(stream, length);
    int dictionary = dictionary(code(size));
    shrinkDictionary(stream, code(size));
    // blocks of the stream without data may be many: they take one array in turn
    try (XZInputStream in =
        new XZInputStream(
            new ByteArrayInputStream(stream),
            LZMA2InputStream.getMemoryUsage(dictionary),
            true,
            new BasicArrayCache())) {
      // one more read makes it compare the checksum
      if (in.readNBytes(out, to, size) != size || in.read() >= 0) {
        throw new IOException("an LZMA stream has another length than it says");
      }
    }
  }

  /// The code of the smallest dictionary for so many bytes (section 5.3.1).
  private static int code(int size) {
    int code = 0;
    while (code < MAX_CODE && dictionary(code) < size) {
      code++;
    }
    return code;
  }

  private static int dictionary(int code) {
    return (2 | code & 1) << code / 2 + 11;
  }

  /// Makes the dictionary of the first block no larger than this code says, where its header
  /// (section 3.1) has the one filter that ROOT writes; any other is left to the decoder.
  private static void shrinkDictionary(byte[] stream, int code) throws IOException {
    int at = STREAM_HEADER;
    if (stream.length <= at + 8) {
      return;
    }
    int crcAt = at + 4 * (stream[at] & 0xFF);
    int flags = stream[at + 1] & 0xFF;
    int filter = at + 2;
    // the lengths of the block, packed and plain, each a number of variable length
    for (int bit : new int[] {0x40, 0x80}) {
      while ((flags & bit) != 0 && filter < crcAt && stream[filter++] < 0) {}
    }
    if (crcAt + 4 > stream.length
        || filter + 3 > crcAt
        || (flags & 3) != 0
        || stream[filter] != LZMA2
        || stream[filter + 1] != 1
        || stream[filter + 2] <= code
        || stream[filter + 2] > MAX_CODE) {
      return;
    }
    if (crc(stream, at, crcAt) != littleEndian(stream, crcAt)) {
      throw new XZFormatException();
    }
    stream[filter + 2] = (byte) code;
    int crc = crc(stream, at, crcAt);
    for (int i = 0; i < 4; i++) {
      stream[crcAt + i] = (byte) (crc >>> 8 * i);
    }
  }

  private static int crc(byte[] data, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(data, from, to - from);
    return (int) crc.getValue();
  }

  private static int littleEndian(byte[] data, int at) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | data[at + i] & 0xFF;
    }
    return value;
  }
}
