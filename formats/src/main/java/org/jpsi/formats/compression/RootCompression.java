package org.jpsi.formats.compression;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Compression of ROOT records: one or more blocks of at most 16 MB, each with a header of nine
/// bytes: two letters for the algorithm, one byte for its method, compressed and uncompressed
/// length in three bytes each, low byte first.
public final class RootCompression {
  private static final int HEADER = 9;
  private static final int CHECKSUM = 8;
  private static final int MAX_LENGTH = 0xFFFFFF;
  // No zlib stream is longer than 1032 times itself, no LZ4 block than 255 times: a length beyond
  // is damage.
  private static final int ZLIB_RATIO = 1032;
  private static final int LZ4_RATIO = 255;

  private RootCompression() {}

  /// Decompresses a record. Where `room` is too little, the array grows as it is filled: a length
  /// that is only claimed takes no memory beyond twice what was filled, and one block.
  ///
  /// @param plain the uncompressed length
  /// @param room for what comes out
  /// @return the array that begins with it: `room`, or a larger one
  /// @throws IOException where the blocks are damaged
  public static byte[] decompress(byte[] data, int from, int length, int plain, byte[] room)
      throws IOException {
    check(data, from, length, plain);
    byte[] out = room;
    int at = from;
    int done = 0;
    while (done < plain) {
      int stored = u24(data, at + 3);
      int size = u24(data, at + 6);
      int body = at + HEADER;
      if (done + size > out.length) {
        out = Arrays.copyOf(out, (int) Math.min(plain, Math.max(done + size, 2L * done)));
      }
      switch (name(data, at)) {
        case "ZLIB" -> inflate(data, body, stored, out, done, size, false);
        case "old ROOT" -> inflate(data, body, stored, out, done, size, true);
        case "LZMA" -> Lzma.decompress(data, body, stored, out, done, size);
        case "LZ4" -> lz4(data, body, stored, out, done, size);
        default -> Zstd.decompress(data, body, stored, out, done, size);
      }
      at = body + stored;
      done += size;
    }
    return out;
  }

  /// Compresses by LZ4, in blocks as above.
  ///
  /// @return an empty array where that would not be shorter
  public static byte[] compress(byte[] data, int length) {
    int blocks = (length + MAX_LENGTH - 1) / MAX_LENGTH;
    byte[] out = new byte[Lz4Encoder.bound(length) + blocks * (HEADER + CHECKSUM + 32)];
    int at = 0;
    for (int done = 0; done < length; ) {
      int size = Math.min(length - done, MAX_LENGTH);
      int body = at + HEADER + CHECKSUM;
      int stored = Lz4Encoder.compress(data, done, size, out, body);
      if (body + stored >= length || stored + CHECKSUM > MAX_LENGTH) {
        return new byte[0];
      }
      out[at] = 'L';
      out[at + 1] = '4';
      out[at + 2] = 1;
      put24(out, at + 3, stored + CHECKSUM);
      put24(out, at + 6, size);
      long checksum = XxHash64.of(out, body, stored);
      for (int i = 0; i < CHECKSUM; i++) {
        out[at + HEADER + i] = (byte) (checksum >>> 56 - 8 * i);
      }
      at = body + stored;
      done += size;
    }
    return Arrays.copyOf(out, at);
  }

  /// Adds to a digest what {@link #compress} gave: of each block its header and its checksum, which
  /// stands for the rest.
  public static void digest(byte[] packed, MessageDigest into) {
    for (int at = 0; at < packed.length; at += HEADER + u24(packed, at + 3)) {
      into.update(packed, at, HEADER + CHECKSUM);
    }
  }

  private static void put24(byte[] out, int at, int value) {
    out[at] = (byte) value;
    out[at + 1] = (byte) (value >>> 8);
    out[at + 2] = (byte) (value >>> 16);
  }

  /// The algorithm of the block that begins here: `ZLIB`, `LZMA`, `LZ4`, `ZSTD`, `old ROOT`, or
  /// `unknown`.
  public static String name(byte[] data, int at) {
    if (at + 2 > data.length) {
      return "unknown";
    }
    return switch ((data[at] & 0xFF) << 8 | data[at + 1] & 0xFF) {
      case 'Z' << 8 | 'L' -> "ZLIB";
      case 'X' << 8 | 'Z' -> "LZMA";
      case 'L' << 8 | '4' -> "LZ4";
      case 'Z' << 8 | 'S' -> "ZSTD";
      case 'C' << 8 | 'S' -> "old ROOT";
      default -> "unknown";
    };
  }

  /// Checks the lengths in all headers before anything is allocated.
  private static void check(byte[] data, int from, int length, int plain) throws IOException {
    int at = from;
    int end = from + length;
    long sum = 0;
    while (sum < plain) {
      if (end - at < HEADER) {
        throw new IOException("ends too early");
      }
      int stored = u24(data, at + 3);
      int size = u24(data, at + 6);
      String name = name(data, at);
      if (name.equals("unknown")) {
        throw new IOException("a block of an unknown compression algorithm");
      }
      long limit =
          switch (name) {
            case "ZLIB", "old ROOT" -> (long) ZLIB_RATIO * stored + 64;
            case "LZ4" -> (long) LZ4_RATIO * stored;
            default -> Long.MAX_VALUE;
          };
      if (stored > end - at - HEADER || size == 0 || size > limit) {
        throw new IOException("a block of " + name + " claims impossible lengths");
      }
      at += HEADER + stored;
      sum += size;
    }
    if (sum != plain) {
      throw new IOException("its blocks hold " + sum + " bytes instead of " + plain);
    }
  }

  private static int u24(byte[] data, int at) {
    return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16;
  }

  private static void inflate(
      byte[] data, int from, int length, byte[] out, int to, int size, boolean bare)
      throws IOException {
    Inflater inflater = new Inflater(bare);
    try {
      inflater.setInput(data, from, length);
      int done = 0;
      while (done < size) {
        int n = inflater.inflate(out, to + done, size - done);
        if (n == 0) {
          throw new IOException("a zlib stream ends too early");
        }
        done += n;
      }
      // the checksum is compared when the end of the stream is read
      if (!inflater.finished() && inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw new IOException("a zlib stream is longer than it says");
      }
    } catch (DataFormatException e) {
      throw new IOException("a zlib stream is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static void lz4(byte[] data, int from, int length, byte[] out, int to, int size)
      throws IOException {
    if (length < CHECKSUM) {
      throw new IOException("an LZ4 block ends too early");
    }
    long expected = 0;
    for (int i = 0; i < CHECKSUM; i++) {
      expected = expected << 8 | data[from + i] & 0xFF;
    }
    int body = from + CHECKSUM;
    int stored = length - CHECKSUM;
    if (XxHash64.of(data, body, stored) != expected) {
      throw new IOException("the checksum of an LZ4 block is wrong");
    }
    Lz4.decompress(data, body, stored, out, to, size);
  }
}
