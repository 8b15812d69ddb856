package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootWriterTest {
  @TempDir Path folder;

  private Path write(String name, Table table, int chunk) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(table.slice(0, Math.min(chunk, table.rows())));
      for (int at = chunk; at < table.rows(); at += chunk) {
        writer.write(table.slice(at, Math.min(at + chunk, table.rows())));
      }
      writer.finish();
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 40_000, 70_000})
  void whatIsWrittenIsReadAgain(int rows) {
    Table table = Fixtures.everyType(rows);
    SameTable.check(Tables.read(write("t.root", table, 7000), "events"), table);
  }

  @Test
  void theSameEventsGiveTheSameBytesHoweverTheyCome() throws IOException {
    Table table = Fixtures.everyType(40_000);
    Path one = write("one.root", table, 40_000);
    Path two = write("two.root", table, 999);
    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void otherEventsGiveAnotherUuid() throws IOException {
    byte[] one = Files.readAllBytes(write("one.root", Fixtures.everyType(10), 10));
    byte[] two = Files.readAllBytes(write("two.root", Fixtures.everyType(11), 10));
    // behind the 59 bytes before it in the header
    assertThat(Arrays.copyOfRange(one, 59, 75)).isNotEqualTo(Arrays.copyOfRange(two, 59, 75));
  }

  /// In a basket that is compressed: its checksum says so.
  @Test
  void anotherValueGivesAnotherUuid() throws IOException {
    float[] values = new float[100_000];
    Table one = Table.of("one", List.of(NumberColumn.of("x", "", values.clone())));
    values[50_000] = 1;
    Table two = Table.of("two", List.of(NumberColumn.of("x", "", values)));
    byte[] first = Files.readAllBytes(write("one.root", one, 100_000));
    byte[] second = Files.readAllBytes(write("two.root", two, 100_000));
    assertThat(first.length).isLessThan(100_000);
    assertThat(Arrays.copyOfRange(first, 59, 75)).isNotEqualTo(Arrays.copyOfRange(second, 59, 75));
  }

  @Test
  void aFileThatIsNotFinishedLeavesNothing() {
    try (EventWriter writer = Tables.create(folder.resolve("t.root"), "events")) {
      writer.write(Fixtures.everyType(10));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theFileOfBeforeStaysUntilTheNewOneIsWhole() throws IOException {
    Path file = folder.resolve("t.root");
    Files.writeString(file, "before");
    try (EventWriter writer = Tables.create(file, "events")) {
      writer.write(Fixtures.everyType(10));
      assertThat(file).hasContent("before");
      writer.finish();
    }
    assertThat(Tables.read(file, null).rows()).isEqualTo(10);
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void aTextThatRootCannotHoldIsRefused() {
    String[] words = {"a".repeat(20_000)};
    assertThatThrownBy(
            () -> write("t.root", Table.of("t", List.of(new TextColumn("word", words))), 1))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "expected texts of at most 16384 bytes, without zero bytes, in word, found one of"
                + " 20000; write CSV instead");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theLongestTextIsWrittenAndAZeroByteIsNot() {
    Table longest = words("é".repeat(8192));
    SameTable.check(Tables.read(write("t.root", longest, 1), null), longest);
    assertThatThrownBy(() -> write("z.root", words("a\0b"), 1))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("in word, found one with a zero byte; write CSV instead");
    assertThat(folder.resolve("z.root")).doesNotExist();
  }

  private static Table words(String... words) {
    return Table.of("t", List.of(new TextColumn("word", words)));
  }

  @Test
  void everyChunkHasTheColumnsOfTheFirst() {
    try (EventWriter writer = Tables.create(folder.resolve("t.root"), "events")) {
      writer.write(Table.of("t", List.of(NumberColumn.of("x", "", 1f))));
      assertThatThrownBy(() -> writer.write(Table.of("t", List.of(NumberColumn.of("x", "", 1.0)))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
