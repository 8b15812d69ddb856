package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames built by hand (`oracles/zstd.py`), one for every form that RFC 8878 has and one for
/// everything that can be wrong with it, against the reference library.
class ZstdCasesTest {
  /// What RFC 8878 asks for and the library does not look at in every case.
  private static final Set<String> STRICTER =
      Set.of(
          "a ZSTD Huffman stream has another length than it says",
          "a ZSTD frame has another length than it says");

  private record Case(String name, int size, byte[] frame, String outcome) {
    boolean sound() {
      return outcome.matches("[0-9a-f]{64}");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(Fixtures.file("compression/zstd-cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      cases.add(new Case(cells[0], Integer.parseInt(cells[1]), bytes(cells[2]), cells[3]));
    }
    return cases;
  }

  private static byte[] bytes(String hex) throws IOException {
    if (!hex.startsWith("z")) {
      return HexFormat.of().parseHex(hex);
    }
    byte[] deflated = HexFormat.of().parseHex(hex, 1, hex.length());
    return new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))
        .readAllBytes();
  }

  static Stream<Case> soundFrames() throws IOException {
    return cases().stream().filter(Case::sound);
  }

  static Stream<Case> wrongFrames() throws IOException {
    return cases().stream().filter(c -> !c.sound());
  }

  private static byte[] plain(byte[] frame, int size) throws IOException {
    // a byte on each side, which must stay
    byte[] out = new byte[size + 2];
    Zstd.decompress(frame, 0, frame.length, out, 1, size);
    assertThat(out[0] | out[size + 1]).as("nothing beside").isZero();
    return java.util.Arrays.copyOfRange(out, 1, size + 1);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("soundFrames")
  void everyFormIsUndoneAsTheReferenceDoes(Case c) throws IOException {
    assertThat(digest(plain(c.frame, c.size))).isEqualTo(c.outcome);
  }

  @ParameterizedTest
  @MethodSource("soundFrames")
  void aFrameThatIsCutAnywhereIsRefused(Case c) {
    for (int n = 0; n < c.frame.length; n += n < 200 ? 1 : 997) {
      int length = n;
      assertThatThrownBy(
              () -> Zstd.decompress(c.frame, 0, length, new byte[c.size], 0, c.size), "at %d", n)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("wrongFrames")
  void whatIsWrongIsTold(Case c) {
    assertThatThrownBy(() -> plain(c.frame, c.size))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(c.outcome);
  }

  @Test
  void whatIsMadeOfChangedFramesIsWhatTheReferenceMakesOfThem() throws IOException {
    Map<String, Case> frames = new HashMap<>();
    cases().forEach(c -> frames.put(c.name, c));
    List<String> different = new ArrayList<>();
    int sound = 0;
    for (String line : Files.readAllLines(Fixtures.file("compression/zstd-mutants.tsv"))) {
      String[] cells = line.split("\t", -1);
      Case base = Objects.requireNonNull(frames.get(cells[0]), cells[0]);
      int size = cells[2].equals("refused") ? base.size : Integer.parseInt(cells[2].split(" ")[0]);
      String ours = verdict(changed(base.frame, cells[1]), size);
      if (ours.equals(cells[2])) {
        sound += ours.equals("refused") ? 0 : 1;
      } else if (!STRICTER.contains(ours)) {
        different.add(line + " -> " + ours);
      }
    }
    assertThat(different).isEmpty();
    assertThat(sound).isGreaterThan(200);
  }

  private static byte[] changed(byte[] frame, String edits) {
    byte[] changed = frame.clone();
    for (String edit : edits.split(",")) {
      String[] both = edit.split("=");
      changed[Integer.parseInt(both[0])] = (byte) Integer.parseInt(both[1]);
    }
    return changed;
  }

  private static String verdict(byte[] frame, int size) {
    try {
      return size + " " + digest(plain(frame, size)).substring(0, 16);
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      return STRICTER.contains(said) ? said : "refused";
    }
  }
}
