package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;

/// Frames made by the reference library at several levels: every kind of block, of literals and of
/// tables.
class ZstdTest {
  private record Frame(int length, byte[] digest, byte[] bytes) {}

  private static List<Frame> frames() throws IOException {
    List<Frame> frames = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(Fixtures.file("compression/zstd.bin")))) {
      while (in.available() > 0) {
        int length = in.readInt();
        byte[] digest = in.readNBytes(32);
        frames.add(new Frame(length, digest, in.readNBytes(in.readInt())));
      }
    }
    return frames;
  }

  @Test
  void framesOfTheReferenceLibraryAreUndone() throws IOException, NoSuchAlgorithmException {
    assertThat(frames()).hasSizeGreaterThan(20);
    for (Frame frame : frames()) {
      byte[] out = new byte[frame.length + 2];
      Zstd.decompress(frame.bytes, 0, frame.bytes.length, out, 1, frame.length);
      byte[] plain = java.util.Arrays.copyOfRange(out, 1, 1 + frame.length);
      assertThat(MessageDigest.getInstance("SHA-256").digest(plain)).isEqualTo(frame.digest);
      assertThat(out[0] | out[frame.length + 1]).as("nothing beside").isZero();
    }
  }

  @Test
  void theChecksumIsCompared() throws IOException {
    // printf abc | zstd --check
    byte[] frame = HexFormat.of().parseHex("28b52ffd0458190000616263990977ad");
    byte[] out = new byte[3];
    Zstd.decompress(frame, 0, frame.length, out, 0, 3);
    assertThat(out).asString().isEqualTo("abc");
    frame[frame.length - 1] ^= 1;
    assertThatThrownBy(() -> Zstd.decompress(frame, 0, frame.length, out, 0, 3))
        .hasMessage("the checksum of a ZSTD frame is wrong");
  }

  @Test
  void damagedFramesEndInAMessage() throws IOException {
    Rng rng = Rng.of(5);
    long draw = 0;
    int refused = 0;
    for (Frame frame : frames()) {
      for (int i = 0; i < 300 && frame.length < 50_000; i++) {
        byte[] bytes = frame.bytes.clone();
        for (int k = 0; k <= i % 4; k++) {
          bytes[rng.integer(bytes.length, draw++)] ^= (byte) (1 << rng.integer(8, draw++));
        }
        int length = i % 5 == 0 ? rng.integer(bytes.length, draw++) : bytes.length;
        try {
          Zstd.decompress(bytes, 0, length, new byte[frame.length], 0, frame.length);
        } catch (IOException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }
}
