package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// The own decoder of LZ4 and XXH64 beside lz4-java's.
class Lz4Test {
  private static final Rng RNG = Rng.of(11);

  /// Bytes that repeat at distances from 1 on.
  private static byte[] plain(int n, int kind) {
    byte[] plain = new byte[n];
    for (int i = 0; i < n; i++) {
      int period = 1 + (i / 97 + kind) % 23;
      boolean copies = i >= period && i % 97 > 30;
      plain[i] = copies ? plain[i - period] : (byte) RNG.integer(1 + kind * 25, 31L * i + kind);
    }
    return plain;
  }

  private static byte[] packed(byte[] plain, boolean high) {
    LZ4Factory factory = LZ4Factory.safeInstance();
    return (high ? factory.highCompressor() : factory.fastCompressor()).compress(plain);
  }

  @Test
  void blocksOfAllLengthsAreUndone() throws IOException {
    for (int n = 0; n < 700; n = n < 80 ? n + 1 : n + 61) {
      for (int kind = 0; kind < 10; kind++) {
        byte[] plain = plain(n, kind);
        byte[] block = packed(plain, kind % 2 == 0);
        byte[] out = new byte[n + 2];
        Lz4.decompress(block, 0, block.length, out, 1, n);
        assertThat(Arrays.copyOfRange(out, 1, n + 1)).isEqualTo(plain);
        assertThat(out[0] | out[n + 1]).as("nothing beside").isZero();
      }
    }
  }

  /// Files stay the same bytes.
  @Test
  void blocksAreThoseOfTheLibrary() throws IOException {
    for (int n : new int[] {0, 1, 12, 13, 14, 100, 1000, 65_546, 65_547, 200_000}) {
      for (int kind = 0; kind < 10; kind++) {
        byte[] plain = plain(n + 3, kind);
        byte[] expected = LZ4Factory.safeInstance().fastCompressor().compress(plain, 2, n);
        byte[] out = new byte[Lz4Encoder.bound(n) + 1];
        int length = Lz4Encoder.compress(plain, 2, n, out, 1);
        assertThat(Arrays.copyOfRange(out, 1, 1 + length)).isEqualTo(expected);
      }
    }
  }

  @Test
  void changedBlocksAreWhatTheLibraryMakesOfThem() {
    byte[] plain = plain(900, 3);
    byte[] block = packed(plain, false);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] changed = block.clone();
      for (int k = 0; k <= i % 3; k++) {
        changed[RNG.integer(block.length, 10L * i + k)] = (byte) RNG.integer(256, 10L * i + k + 5);
      }
      int length = i % 5 == 0 ? RNG.integer(block.length, 10L * i + 9) : block.length;
      byte[] out = new byte[plain.length + 2];
      byte[] theirs = new byte[plain.length];
      int n = library(changed, length, theirs);
      try {
        Lz4.decompress(changed, 0, length, out, 1, plain.length);
        taken++;
        if (n >= 0) {
          assertThat(n).isEqualTo(plain.length);
          assertThat(Arrays.copyOfRange(out, 1, plain.length + 1)).isEqualTo(theirs);
        }
      } catch (IOException e) {
        refused++;
        // the library takes it, and what was in the array before
        if (!"an LZ4 block has a match of distance 0".equals(e.getMessage())) {
          assertThat(n).as("input %d: %s", i, e.getMessage()).isNotEqualTo(plain.length);
        }
      }
      assertThat(out[0] | out[plain.length + 1]).as("nothing beside").isZero();
    }
    assertThat(taken).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  /// How many bytes the library makes, -1 where it refuses.
  private static int library(byte[] block, int length, byte[] out) {
    try {
      return LZ4Factory.safeInstance().safeDecompressor().decompress(block, 0, length, out, 0);
    } catch (LZ4Exception e) {
      return -1;
    }
  }

  @Test
  void checksumsOfAllLengths() {
    byte[] data = plain(200, 9);
    for (int n = 0; n < 190; n++) {
      assertThat(XxHash64.of(data, n % 7, n))
          .isEqualTo(XXHashFactory.safeInstance().hash64().hash(data, n % 7, n, 0));
    }
  }
}
