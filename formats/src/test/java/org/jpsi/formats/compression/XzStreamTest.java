package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/// The own decoder of LZMA beside XZ for Java, which knows every form of the format.
class XzStreamTest {
  private static final Rng RNG = Rng.of(7);

  /// Floats as files have them: chance, few values, runs, and text between them.
  private static byte[] plain(int n) {
    byte[] plain = new byte[n];
    for (int i = 0; i < n; i++) {
      plain[i] =
          switch (i / 5000 % 4) {
            case 0 -> (byte) RNG.integer(256, i);
            case 1 -> (byte) (i % 4 == 3 ? RNG.integer(3, i) : i % 4);
            case 2 -> (byte) (i / 700);
            default -> (byte) "the same words again, ".charAt(i % (15 + i / 1000 % 7));
          };
    }
    return plain;
  }

  private static byte[] packed(byte[] plain, LZMA2Options options, int check) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, options, check)) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  private static boolean decoded(byte[] stream, int length, byte[] out, int size) {
    byte[] padded = Arrays.copyOf(stream, length + RangeDecoder.SLACK);
    return XzStream.decompress(padded, length, out, 1, size);
  }

  @ParameterizedTest
  @CsvSource({"3, 0, 2, 0", "0, 2, 0, 1", "4, 0, 4, 6", "1, 3, 1, 9", "0, 0, 0, 3", "2, 2, 3, 5"})
  void streamsOfEveryKindOfProperties(int context, int literalPosition, int position, int preset)
      throws IOException {
    for (int n : new int[] {1, 2, 100, 70_000, 3_000_000}) {
      byte[] plain = plain(n);
      LZMA2Options options = new LZMA2Options(preset);
      options.setLcLp(context, literalPosition);
      options.setPb(position);
      byte[] stream = packed(plain, options, XZ.CHECK_CRC32);
      byte[] out = new byte[n + 2];
      assertThat(decoded(stream, stream.length, out, n)).isTrue();
      assertThat(Arrays.copyOfRange(out, 1, n + 1)).isEqualTo(plain);
      assertThat(out[0] | out[n + 1]).as("nothing beside").isZero();
      assertThat(decoded(stream, stream.length, out, n - 1)).as("a shorter one").isFalse();
      assertThat(decoded(stream, stream.length, new byte[n + 3], n + 1)).isFalse();
    }
  }

  @Test
  void chanceIsStoredInChunks() throws IOException {
    byte[] plain = new byte[200_000];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) RNG.integer(256, i);
    }
    byte[] stream = packed(plain, new LZMA2Options(3), XZ.CHECK_CRC32);
    byte[] out = new byte[plain.length + 2];
    assertThat(decoded(stream, stream.length, out, plain.length)).isTrue();
    assertThat(Arrays.copyOfRange(out, 1, plain.length + 1)).isEqualTo(plain);
  }

  @Test
  void otherChecksAreLeftToTheLibrary() throws IOException {
    byte[] plain = plain(1000);
    for (int check : new int[] {XZ.CHECK_NONE, XZ.CHECK_CRC64, XZ.CHECK_SHA256}) {
      byte[] stream = packed(plain, new LZMA2Options(1), check);
      assertThat(decoded(stream, stream.length, new byte[1002], 1000)).isFalse();
      byte[] out = new byte[1000];
      Lzma.decompress(stream, 0, stream.length, out, 0, 1000);
      assertThat(out).isEqualTo(plain);
    }
  }

  @Test
  void aStreamThatIsCutAnywhereIsNotSound() throws IOException {
    byte[] stream = packed(plain(5300), new LZMA2Options(1), XZ.CHECK_CRC32);
    for (int n = 0; n < stream.length; n++) {
      assertThat(decoded(stream, n, new byte[5302], 5300)).as("at %d", n).isFalse();
    }
  }

  /// Whatever is changed, nothing is taken that the library refuses, or as something else.
  @Test
  void whatIsTakenIsWhatTheLibraryTakes() throws IOException {
    byte[] plain = plain(21_000);
    byte[] stream = packed(plain, new LZMA2Options(4), XZ.CHECK_CRC32);
    int taken = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] changed = stream.clone();
      for (int k = 0; k <= i % 3; k++) {
        int at = RNG.integer(i % 2 == 0 ? 60 : stream.length, 10L * i + k);
        changed[at] ^= (byte) (1 << RNG.integer(8, 10L * i + k + 5));
      }
      byte[] out = new byte[plain.length + 2];
      if (decoded(changed, changed.length, out, plain.length)) {
        taken++;
        try (XZInputStream in = new XZInputStream(new ByteArrayInputStream(changed))) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(out, 1, plain.length + 1));
        }
      }
      assertThat(out[0] | out[plain.length + 1]).as("nothing beside").isZero();
    }
    // two changes of one bit are none
    assertThat(taken).isLessThan(20);
  }
}
