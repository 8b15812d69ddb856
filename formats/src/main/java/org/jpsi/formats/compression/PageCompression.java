package org.jpsi.formats.compression;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Compression of pages of a Parquet file (Compression.md of apache/parquet-format): the whole page
/// by one algorithm, its plain length known from the page's header. All of it is Java: no native
/// library is loaded.
public final class PageCompression {
  // the fixed part of a gzip member (RFC 1952)
  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;

  private PageCompression() {}

  /// Algorithm of a page.
  public enum Codec {
    NONE("none", 1),
    SNAPPY("Snappy", 32),
    GZIP("gzip", 1032),
    LZ4("LZ4", 256),
    ZSTD("ZSTD", 1 << 16);

    private final String text;
    private final int ratio;

    Codec(String text, int ratio) {
      this.text = text;
      this.ratio = ratio;
    }

    /// The algorithm as people write it.
    public String text() {
      return text;
    }

    /// Bytes above which no page of this compressed length can be: a longer one is damage.
    public long most(int compressed) {
      return this == NONE ? compressed : 64 + (long) ratio * compressed;
    }
  }

  /// Fills `out` from 0 to `size`.
  ///
  /// @throws IOException where the data are damaged
  public static void decompress(
      Codec codec, byte[] data, int from, int length, byte[] out, int size) throws IOException {
    if (size > codec.most(length)) {
      throw new IOException(codec.text + " data claim an impossible length");
    }
    switch (codec) {
      case NONE -> {
        if (size != length) {
          throw new IOException("what is not compressed has two lengths");
        }
        System.arraycopy(data, from, out, 0, size);
      }
      case SNAPPY -> Snappy.decompress(data, from, length, out, size);
      case GZIP -> gunzip(data, from, length, out, size);
      case LZ4 -> Lz4.decompress(data, from, length, out, 0, size);
      case ZSTD -> Zstd.decompress(data, from, length, out, 0, size);
    }
  }

  /// One gzip member; zlib's own header is taken too, as readers of other libraries do.
  private static void gunzip(byte[] data, int from, int length, byte[] out, int size)
      throws IOException {
    boolean gzip = length >= 2 && (data[from] & 0xFF) == 0x1F && (data[from + 1] & 0xFF) == 0x8B;
    int body = gzip ? gzipBody(data, from, length) : from;
    Inflater inflater = new Inflater(gzip);
    try {
      inflater.setInput(data, body, from + length - body);
      int done = 0;
      while (!inflater.finished()) {
        int n = inflater.inflate(out, done, size - done);
        done += n;
        if (n == 0 && !inflater.finished()) {
          throw new IOException("a gzip page has another length than it says");
        }
      }
      if (done != size) {
        throw new IOException("a gzip page has another length than it says");
      }
      if (gzip && inflater.getRemaining() >= GZIP_TRAILER) {
        int at = from + length - inflater.getRemaining();
        CRC32 crc = new CRC32();
        crc.update(out, 0, size);
        if ((int) crc.getValue() != littleEndian(data, at)) {
          throw new IOException("the checksum of a gzip page is wrong");
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("a gzip page is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static int gzipBody(byte[] data, int from, int length) throws IOException {
    int end = from + length;
    int flags = length > GZIP_HEADER ? data[from + 3] : -1;
    int at = from + GZIP_HEADER;
    // FEXTRA, FNAME, FCOMMENT, FHCRC
    if (flags >= 0 && (flags & 4) != 0 && end - at > 2) {
      at += 2 + (data[at] & 0xFF | (data[at + 1] & 0xFF) << 8);
    }
    for (int flag = 8; flags >= 0 && flag <= 16; flag *= 2) {
      if ((flags & flag) != 0) {
        while (at < end && data[at] != 0) {
          at++;
        }
        at++;
      }
    }
    at += flags >= 0 && (flags & 2) != 0 ? 2 : 0;
    if (flags < 0 || at >= end) {
      throw new IOException("a gzip page ends in its header");
    }
    return at;
  }

  private static int littleEndian(byte[] data, int at) {
    return data[at] & 0xFF
        | (data[at + 1] & 0xFF) << 8
        | (data[at + 2] & 0xFF) << 16
        | data[at + 3] << 24;
  }

  /// Compresses by Snappy.
  ///
  /// @return an empty array where that would not be shorter by a twentieth
  public static byte[] snappy(byte[] data, int length) {
    byte[] out = new byte[length - length / 20];
    int n = Snappy.compress(data, length, out);
    return n < 0 ? new byte[0] : Arrays.copyOf(out, n);
  }
}
