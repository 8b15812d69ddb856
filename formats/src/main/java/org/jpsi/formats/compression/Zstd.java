package org.jpsi.formats.compression;

import java.io.IOException;

/// ZSTD (RFC 8878).
final class Zstd {
  private Zstd() {}

  static void decompress(byte[] data, int from, int length, byte[] out, int to, int size)
      throws IOException {
    throw new IOException("ZSTD");
  }
}
