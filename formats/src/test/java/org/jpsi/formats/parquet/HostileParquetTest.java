package org.jpsi.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileParquetTest {
  @TempDir Path folder;

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Fixtures.file("parquet/" + name + ".parquet"));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.parquet"), bytes);
  }

  private static Table all(Path file) {
    try (EventSource source = Tables.open(file, null)) {
      return source.read(source.columns().stream().map(Column::name).toList());
    }
  }

  /// One wrong byte gives an answer or a message, nothing else.
  @ParameterizedTest
  @CsvSource({
    "duckdb-gzip, 7",
    "meanings, 3",
    "duckdb-lz4_raw, 17",
    "flat-delta, 97",
    "lists-zstd, 131",
    "lists-snappy, 61",
    "flat-required, 11",
    "no-groups, 11"
  })
  void oneWrongByteIsReadOrTold(String name, int stride) throws IOException {
    byte[] right = bytes(name);
    int told = 0;
    for (int at = 4; at < right.length; at += stride) {
      byte[] wrong = right.clone();
      wrong[at] ^= (byte) (1 << at % 8);
      Path file = file(wrong);
      try {
        all(file);
      } catch (InputException e) {
        told++;
        assertThat(e.message()).hasSizeLessThan(2000);
      }
    }
    assertThat(told).isPositive();
  }

  @Test
  void aFileThatIsCutIsDamaged() throws IOException {
    byte[] right = bytes("duckdb-snappy");
    for (int length : new int[] {1, 4, 11, 12, 100, right.length - 1}) {
      Path file = file(Arrays.copyOf(right, length));
      assertThatThrownBy(() -> all(file))
          .isInstanceOfSatisfying(
              InputException.class,
              e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.DAMAGED_FILE))
          .hasMessageContaining("the file is damaged: its footer is missing");
    }
  }

  @Test
  void aChecksumThatIsWrongIsTold() throws IOException {
    byte[] wrong = bytes("flat-zstd-2");
    // in the first page, behind its header
    wrong[120] ^= 1;
    Path file = file(wrong);
    assertThatThrownBy(() -> all(file))
        .hasMessageContaining("the file is damaged: column f32 has a page with a wrong checksum");
  }

  @Test
  void encryptedFilesAreSaidToBe() throws IOException {
    byte[] wrong = bytes("duckdb-snappy");
    byte[] magic = "PARE".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, wrong, 0, 4);
    System.arraycopy(magic, 0, wrong, wrong.length - 4, 4);
    Path file = file(wrong);
    assertThatThrownBy(() -> all(file))
        .hasMessageContaining(
            "the file is encrypted, which is not read; write it without encryption");
  }

  /// A damaged column is nothing to the others.
  @Test
  void otherColumnsAreRead() throws IOException {
    byte[] wrong = bytes("flat-zstd-2");
    wrong[120] ^= 1;
    Path file = file(wrong);
    Table expected = Tables.read(Fixtures.file("parquet/flat-zstd-2.parquet"), null, List.of("u8"));
    SameTable.check(Tables.read(file, null, List.of("u8")), expected);
  }
}
