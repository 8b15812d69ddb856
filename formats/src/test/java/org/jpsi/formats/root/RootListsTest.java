package org.jpsi.formats.root;

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
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Lists;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootListsTest {
  @TempDir Path folder;

  private Path write(String name, Table table, int chunk, String keyword) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "events", Optional.of(keyword))) {
      writer.write(table.slice(0, Math.min(chunk, table.rows())));
      for (int at = chunk; at < table.rows(); at += chunk) {
        writer.write(table.slice(at, Math.min(at + chunk, table.rows())));
      }
      writer.finish();
    }
    return file;
  }

  private static Table read(Path file, Table like) {
    return Tables.read(file, "events", like.names());
  }

  private static Table of(Column... columns) {
    return Table.of("t", List.of(columns));
  }

  private static List<String> names(Path file) {
    return Tables.read(file, "events").names();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 40_000})
  void listsOfEveryTypeAreReadAgain(int rows) {
    Table table = Lists.everyType(rows);
    // a fixed number of numbers per item becomes a vector of its own
    Table same = table.select(table.names().stream().filter(n -> !n.equals("L_vector")).toList());
    for (String keyword : List.of("root", "root-vectors")) {
      SameTable.check(read(write(keyword + ".root", table, 7000, keyword), same), same);
    }
  }

  @Test
  void theSameEventsGiveTheSameBytesHoweverTheyCome() throws IOException {
    Table table = Lists.everyType(40_000);
    Path one = write("one.root", table, 40_000, "root");
    assertThat(write("two.root", table, 999, "root")).hasSameBinaryContentAs(one);
  }

  @Test
  void listsOfOneNameShareACounterWhileTheirLengthsAreEqual() {
    JaggedColumn pt = Lists.floats("Jet_pt", 70_000, 0);
    Table table =
        of(
            pt,
            pt.withName("Jet_eta"),
            Lists.floats("Jet_late", 70_000, 60_000),
            Lists.floats("x", 70_000, 1));
    Path file = write("t.root", table, 9000, "root");
    assertThat(names(file))
        .containsExactly("nJet", "Jet_pt", "Jet_eta", "nJet_late", "Jet_late", "nx", "x");
    SameTable.check(read(file, table), table);
    Table counters = Tables.read(file, "events", List.of("nJet", "nJet_late"));
    for (int i = 0; i < 70_000; i++) {
      assertThat(counters.numbers("nJet").value(i)).isEqualTo(pt.count(i));
      assertThat(counters.numbers("nJet_late").value(i))
          .isEqualTo(pt.count(i) + (i < 60_000 ? 0 : 1));
    }
  }

  @Test
  void aColumnThatCountsIsTheCounter() {
    JaggedColumn pt = Lists.floats("Jet_pt", 40_000, 0);
    int[] counts = new int[40_000];
    Arrays.setAll(counts, pt::count);
    Table table =
        of(pt, NumberColumn.of("nJet", "", counts), Lists.floats("Jet_more", 40_000, 39_999));
    Path file = write("t.root", table, 9000, "root");
    assertThat(names(file)).containsExactly("nJet", "Jet_pt", "nJet_more", "Jet_more");
    SameTable.check(read(file, table), table.select(table.names()));
  }

  @Test
  void aColumnThatOnlyIsCalledLikeACounterIsNone() {
    JaggedColumn pt = Lists.floats("Jet_pt", 40_000, 0);
    int[] counts = new int[40_000];
    Arrays.setAll(counts, pt::count);
    counts[39_000]++;
    Table table =
        of(NumberColumn.of("nJet", "", counts), pt, NumberColumn.of("nJet_pt", "", counts));
    Path file = write("t.root", table, 9000, "root");
    assertThat(names(file)).containsExactly("nJet", "nJet_pt_2", "Jet_pt", "nJet_pt");
    SameTable.check(read(file, table), table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "root-vectors"})
  void aListThatIsLongerThanABasketIsOneEntry(String keyword) {
    float[] values = new float[3_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    int[] offsets = {0, 0, 2_999_998, 3_000_000};
    Table table = of(JaggedColumn.of("x", offsets, NumberColumn.of("x", "GeV", values)));
    SameTable.check(read(write("t.root", table, 1, keyword), table), table);
  }

  @Test
  void anEventMayHaveAHundredThousandLists() {
    int[] inner = new int[100_001];
    Arrays.setAll(inner, i -> i / 2);
    Column items = JaggedColumn.of("x", inner, NumberColumn.of("x", "", new int[50_000]));
    Table table = of(JaggedColumn.of("x", new int[] {0, 100_000, 100_000}, items));
    SameTable.check(read(write("t.root", table, 1, "root"), table), table);
  }

  @Test
  void basketsOfListsEndWhereTheyAreFull() throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int length : new int[] {50, 60, 1}) {
      int[] offsets = new int[36_001];
      Arrays.setAll(offsets, i -> length * i);
      float[] values = new float[length * 36_000];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      String name = "x" + length;
      columns.add(JaggedColumn.of(name, offsets, NumberColumn.of(name, "", values)));
    }
    Table table = Table.of("t", columns);
    Path file = write("t.root", table, 5000, "root");
    SameTable.check(read(file, table), table);
    assertThat(write("o.root", table, 777, "root")).hasSameBinaryContentAs(file);
  }

  @Test
  void aListThatRootCannotHoldIsRefused() {
    int n = (1 << 26) + 1;
    Column items = NumberColumn.of("x", "", NumberType.INT64, 1, new long[n]);
    Table table = of(JaggedColumn.of("x", new int[] {0, n}, items));
    assertThatThrownBy(() -> write("t.root", table, 1, "root"))
        .hasMessageEndingWith(
            "expected at most 536870912 bytes per event in x, found a list of 536870920; leave it"
                + " out");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aListOfArraysIsAVectorOfVectors() {
    Column items = NumberColumn.of("x", "", NumberType.FLOAT32, 2, new float[] {1, 2, 3, 4});
    Table table = of(JaggedColumn.of("x", new int[] {0, 0, 2}, items));
    JaggedColumn found = (JaggedColumn) read(write("t.root", table, 1, "root"), table).column("x");
    JaggedColumn event = (JaggedColumn) found.items();
    assertThat(found.offsets()).containsExactly(0, 0, 2);
    assertThat(event.offsets()).containsExactly(0, 2, 4);
    assertThat(((NumberColumn) event.items()).array()).isEqualTo(new float[] {1, 2, 3, 4});
  }

  @Test
  void aFileMayBeLongerThan4Gigabytes() {
    Table table = of(Lists.floats("x", 80_000, 0), Lists.floats("y", 80_000, 1));
    Path file = folder.resolve("t.root");
    SparseFile.write(file, "events", table);
    assertThat(file.toFile().length()).isGreaterThan(1L << 32);
    SameTable.check(read(file, table), table);
  }

  @Test
  void textsOfAListAreRead() {
    Column words = new TextColumn("w", new String[] {"a", "", "é".repeat(300)});
    Table table = of(JaggedColumn.of("w", new int[] {0, 0, 3}, words));
    SameTable.check(read(write("t.root", table, 1, "root"), table), table);
  }
}
