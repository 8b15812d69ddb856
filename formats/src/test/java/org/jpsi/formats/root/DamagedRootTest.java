package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a file's bytes, reading it ends, with events or with a message.
class DamagedRootTest {
  private static final int TIMES = 250;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "zlib", "lzma", "lz4", "zstd", "old", "embedded", "uproot", "rntuple"})
  void flippedBitsAndCutsEndInEventsOrAMessage(String name) throws IOException {
    byte[] sound = Files.readAllBytes(Fixtures.file("root/" + name + ".root"));
    Path file = folder.resolve("damaged.root");
    Rng rng = Rng.of(3).child(name);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int refused = 0;
          for (int i = 0; i < TIMES; i++) {
            Files.write(file, damage(sound, rng.child(i)));
            refused += read(file) ? 0 : 1;
          }
          assertThat(refused).isGreaterThan(TIMES / 20);
        });
  }

  /// One to eight bits flipped, bytes replaced, or the end cut off.
  private static byte[] damage(byte[] sound, Rng rng) {
    byte[] bytes = sound.clone();
    int times = 1 << rng.integer(4, 0);
    for (int k = 1; k <= times; k++) {
      int at = rng.integer(bytes.length, 10L * k);
      switch (rng.integer(3, 10L * k + 1)) {
        case 0 -> bytes[at] ^= (byte) (1 << rng.integer(8, 10L * k + 2));
        case 1 -> bytes[at] = (byte) rng.bits(10L * k + 3);
        default -> bytes[at] = (byte) (rng.integer(2, 10L * k + 4) == 0 ? 0xFF : 0);
      }
    }
    return rng.integer(8, 1) == 0 ? Arrays.copyOf(bytes, rng.integer(bytes.length, 2) + 1) : bytes;
  }

  /// False where it was refused; anything but an InputException fails the test.
  private static boolean read(Path file) {
    boolean whole = true;
    try {
      for (TreeInfo tree : Tables.trees(file)) {
        try (EventSource source = Tables.open(file, tree.name())) {
          // column by column, so that one damaged branch does not hide the others
          for (Column column : source.columns()) {
            try {
              Fixtures.ranges(source, List.of(column.name()), 100)
                  .forEach(table -> assertThat(table.rows()).isLessThanOrEqualTo(100));
            } catch (InputException e) {
              whole = false;
            }
          }
        }
      }
    } catch (InputException e) {
      return false;
    }
    return whole;
  }

  @Test
  void aCutFileIsNamedWithWhatIsMissing() throws IOException {
    byte[] sound = Files.readAllBytes(Fixtures.file("root/zlib.root"));
    Path file = folder.resolve("cut.root");
    Files.write(file, Arrays.copyOf(sound, sound.length / 2));
    assertThatThrownBy(() -> Tables.open(file, "flat"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] the file is damaged: its header says "
                + sound.length
                + " bytes, and the file has "
                + sound.length / 2
                + "; get the file again; it may have been cut short while it was copied");
  }

  @Test
  void aFlippedBitInABasketIsFoundByItsChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.file("root/lz4.root"));
    int at = find(bytes, "L4");
    bytes[at + 30] ^= 1;
    Path file = folder.resolve("flipped.root");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Tables.read(file, "flat"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the file is damaged: basket 0 of branch ")
        .hasMessageContaining("cannot be decompressed: the checksum of an LZ4 block is wrong");
  }

  private static int find(byte[] bytes, String what) {
    for (int i = 0; ; i++) {
      if (bytes[i] == what.charAt(0) && bytes[i + 1] == what.charAt(1)) {
        return i;
      }
    }
  }
}
