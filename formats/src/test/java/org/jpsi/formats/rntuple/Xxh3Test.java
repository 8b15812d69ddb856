package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;

/// Hashes that python-xxhash 4.1.0 gives.
class Xxh3Test {
  private static byte[] pattern(int length, int from) {
    byte[] data = new byte[from + length];
    for (int i = 0; i < length; i++) {
      data[from + i] = (byte) (i * 2654435761L >>> 13 & 0x7FFFF);
    }
    return data;
  }

  @Test
  void everyLengthHasTheHashOfTheReference() throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(Fixtures.file("rntuple/xxh3.bin")));
    byte[] data = pattern(1 << 20, 0);
    int lengths = 0;
    while (expected.hasRemaining()) {
      int length = expected.getInt();
      assertThat(Xxh3.hash64(data, 0, length))
          .as("length %d", length)
          .isEqualTo(expected.getLong());
      lengths++;
    }
    assertThat(lengths).isEqualTo(2056);
  }

  @Test
  void bytesBeforeAndAfterDoNotCount() {
    for (int length : new int[] {0, 1, 3, 4, 8, 9, 16, 17, 128, 129, 240, 241, 1025, 5000}) {
      byte[] alone = pattern(length, 0);
      byte[] within = java.util.Arrays.copyOf(pattern(length, 13), length + 20);
      assertThat(Xxh3.hash64(within, 13, length)).isEqualTo(Xxh3.hash64(alone, 0, length));
    }
  }
}
