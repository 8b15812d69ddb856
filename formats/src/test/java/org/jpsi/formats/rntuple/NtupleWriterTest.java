package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Lists;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtupleWriterTest {
  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private Path write(String name, Table table, int chunk) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "events", Optional.of("rntuple"))) {
      writer.write(table.slice(0, Math.min(chunk, table.rows())));
      for (int at = chunk; at < table.rows(); at += chunk) {
        writer.write(table.slice(at, Math.min(at + chunk, table.rows())));
      }
      writer.finish();
      notes.addAll(writer.notes());
    }
    return file;
  }

  private static void same(Path file, Table table) {
    SameTable.check(Tables.read(file, "events"), table);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 40_000})
  void whatIsWrittenIsReadAgain(int rows) {
    same(write("t.root", Lists.everyType(rows), 7000), Lists.everyType(rows));
    assertThat(Tables.trees(folder.resolve("t.root")))
        .singleElement()
        .satisfies(tree -> {
          assertThat(tree.name()).isEqualTo("events");
          assertThat(tree.typeName()).isEqualTo("RNTuple");
          assertThat(tree.events()).isEqualTo(rows);
        });
    assertThat(notes).isEmpty();
  }

  @Test
  void theSameEventsGiveTheSameBytesHoweverTheyCome() throws IOException {
    Table table = Lists.everyType(40_000);
    Path one = write("one.root", table, 40_000);
    assertThat(write("two.root", table, 999)).hasSameBinaryContentAs(one);
  }

  @Test
  void clustersEndWhereTheyAreLarge() {
    double[] values = new double[3 * 100_000];
    Arrays.setAll(values, i -> i / 7.0);
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < 20; c++) {
      int[] offsets = new int[100_001];
      Arrays.setAll(offsets, i -> 3 * i);
      columns.add(JaggedColumn.of("x" + c, offsets, NumberColumn.of("x", "", values)));
    }
    Table table = Table.of("t", columns);
    Path file = write("t.root", table, 100_000);
    same(file, table);
    try (var source = Tables.open(file, null)) {
      assertThat(source.clusters()).hasSizeBetween(2, 4);
    }
  }

  @Test
  void aListMayBeLongerThanAPageAndATextThanABranchHasRoomFor() {
    float[] values = new float[3_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    int[] inner = new int[100_001];
    Arrays.setAll(inner, i -> i / 2);
    Column lists = JaggedColumn.of("y", inner, NumberColumn.of("y", "", new int[50_000]));
    int[] offsets = {0, 0, 2_999_998, 3_000_000};
    Table table =
        Table.of(
            "t",
            List.of(
                JaggedColumn.of("x", offsets, NumberColumn.of("x", "", values)),
                JaggedColumn.of("y", new int[] {0, 0, 100_000, 100_000}, lists),
                new TextColumn("w", new String[] {"é".repeat(40_000), "", "a\0b"})));
    same(write("t.root", table, 1), table);
  }

  @Test
  void namesThatTheFormatDoesNotAllowAreChangedAndSaid() {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("mu_pt", "mu.pt", "mu/pt", "x[0]", "a b", "é", "(x+y)*2", "")) {
      columns.add(Lists.floats(name, 10, 0));
    }
    Path file = write("t.root", Table.of("t", columns), 10);
    assertThat(Tables.read(file, null).names())
        .containsExactly("mu_pt", "mu_pt_2", "mu_pt_3", "x[0]", "a_b", "é", "(x+y)*2", "_");
    assertThat(notes)
        .hasSize(4)
        .contains("mu.pt is written as mu_pt_2: names in an RNTuple have no . / \\ and no space");
  }

  @Test
  void aFileThatIsNotFinishedLeavesNothing() {
    try (EventWriter writer =
        Tables.create(folder.resolve("t.root"), "events", Optional.of("rntuple"))) {
      writer.write(Fixtures.everyType(10));
      assertThatThrownBy(() -> writer.write(Fixtures.everyType(10).select(List.of("word"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
