package org.jpsi.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTest {
  private static final String FOLDER = "parquet/";

  private static Path file(String name) {
    return Fixtures.file(FOLDER + name + ".parquet");
  }

  /// The name of what a file holds: files that differ in how they were written share it.
  private static String text(String name) {
    boolean own = name.equals("flat-required") || name.equals("no-groups");
    return own || name.indexOf('-') < 0 ? name : name.substring(0, name.indexOf('-'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flat-none-1",
        "flat-none-2",
        "flat-snappy-1",
        "flat-snappy-2",
        "flat-gzip-1",
        "flat-gzip-2",
        "flat-zstd-1",
        "flat-zstd-2",
        "flat-lz4-1",
        "flat-lz4-2",
        "flat-required",
        "flat-delta",
        "meanings",
        "lists-snappy",
        "lists-zstd",
        "lists-none",
        "empty",
        "no-groups",
        "duckdb-snappy",
        "duckdb-zstd",
        "duckdb-lz4_raw",
        "duckdb-uncompressed",
        "duckdb-gzip"
      })
  void readsWhatOtherLibrariesWrote(String name) throws IOException {
    List<String> expected = Files.readAllLines(Fixtures.file(FOLDER + text(name) + ".txt"));
    try (EventSource source = Tables.open(file(name), null)) {
      List<String> names = source.columns().stream().map(Column::name).toList();
      Table all = source.read(names);
      assertThat(all.columns().stream().map(ColumnText::of)).isEqualTo(expected);
      // types and units are known before anything is read
      for (Column column : source.columns()) {
        assertThat(column.typeName()).isEqualTo(all.column(column.name()).typeName());
        assertThat(column.rows()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flat-snappy-1",
        "flat-zstd-2",
        "flat-delta",
        "lists-zstd",
        "lists-none",
        "meanings"
      })
  void givesAnyRangeOfRows(String name) {
    try (EventSource source = Tables.open(file(name), null)) {
      List<String> names = source.columns().stream().map(Column::name).toList();
      Table all = source.read(names);
      for (int count : new int[] {1, 7, 100, 129}) {
        int at = 0;
        for (Table part : Fixtures.ranges(source, names, count)) {
          SameTable.check(part, all.slice(at, at + part.rows()));
          at += part.rows();
        }
      }
      // backwards, within a row group and across them
      for (int at = all.rows() - 5; at >= 0; at -= 53) {
        SameTable.check(source.read(names, at, 5), all.slice(at, at + 5));
      }
    }
  }

  @Test
  void readsTheColumnsAskedForAlone() {
    try (EventSource source = Tables.open(file("lists-snappy"), null)) {
      assertThat(source.read(List.of("met.pt", "pt"), 3, 2).names())
          .containsExactly("met.pt", "pt");
      assertThat(source.read(List.of(), 3, 2).names()).isEmpty();
    }
  }

  @Test
  void rowGroupsAreClusters() {
    try (EventSource source = Tables.open(file("lists-zstd"), null)) {
      assertThat(source.clusters()).hasSize(5).startsWith(new EventSource.Cluster(0, 64));
      assertThat(source.clusters().getLast()).isEqualTo(new EventSource.Cluster(256, 300));
    }
    try (EventSource source = Tables.open(file("no-groups"), null)) {
      assertThat(source.clusters()).isEmpty();
    }
  }

  @Test
  void membersOfStructsHaveTheirPathsAndAliases() {
    try (EventSource source = Tables.open(file("lists-snappy"), null)) {
      assertThat(source.members())
          .containsExactly(
              "muon.pt",
              "muon.charge",
              "muon.hits",
              "met.pt",
              "met.sum.et",
              "map.key",
              "map.value");
    }
    Events events = Events.open(file("lists-snappy")).filter("charge[0] == 1 && pt[0] > -10");
    assertThat(events.count()).isPositive();
  }

  @Test
  void saysWhatBecomesOfNulls() {
    try (EventSource source = Tables.open(file("lists-snappy"), null)) {
      assertThat(source.notes())
          .containsExactly(
              "integers are missing in column int_holes and 1 other, which is read as float64 with"
                  + " NaN",
              "null lists are read as empty ones in column id_null and 1 other");
    }
    try (EventSource source = Tables.open(file("flat-required"), null)) {
      assertThat(source.notes()).isEmpty();
    }
  }

  @Test
  void nullsThatNobodyCountedAreNoIntegers() {
    try (EventSource source = Tables.open(file("flat-uncounted"), null)) {
      assertThat(((NumberColumn) source.read(List.of("gaps")).column("gaps")).value(2)).isNaN();
      assertThatThrownBy(() -> source.read(List.of("int gaps")))
          .hasMessageContaining(
              "cannot read column int gaps: it has nulls among integers, which its writer did not"
                  + " count; fill them, or write it as float64");
    }
  }

  @Test
  void namesWhatIsNotRead() {
    try (EventSource source = Tables.open(file("meanings"), null)) {
      assertThat(source.unreadable())
          .extracting(EventSource.Unreadable::name)
          .containsExactly("bytes", "fixed");
      assertThatThrownBy(() -> source.read(List.of("bytes")))
          .hasMessageContaining(
              "cannot read bytes: bytes that are not said to be text or a number; leave it out, or"
                  + " write it as numbers or text");
      assertThatThrownBy(() -> source.read(List.of("daj")))
          .hasMessageContaining(
              "expected a column daj, found 11 others; did you mean day or d32 or d64?");
      assertThat(source.columns())
          .filteredOn(c -> !c.unit().isEmpty())
          .extracting(c -> c.name() + " " + c.unit())
          .containsExactly("day d", "ms ms", "us us", "ns ns", "time ms");
    }
  }

  @Test
  void isListedAsOneTree() {
    TreeInfo tree = Tables.trees(file("flat-zstd-1")).getFirst();
    assertThat(tree.name()).isEqualTo("flat-zstd-1.parquet");
    assertThat(tree.typeName()).isEqualTo("Parquet");
    assertThat(tree.compression()).isEqualTo("ZSTD");
    assertThat(tree.events()).isEqualTo(300);
    assertThat(Tables.trees(file("no-groups")).getFirst().compression()).isEqualTo("none");
    assertThat(Tables.open(file("empty"), "empty.parquet").entries()).isZero();
    assertThatThrownBy(() -> Tables.open(file("empty"), "Events"))
        .hasMessageContaining("a Parquet file has no trees, such as Events; leave the tree out");
  }

  @Test
  void textOfADictionaryIsOneObjectForOneWord() {
    TextColumn word =
        (TextColumn) Tables.read(file("flat-snappy-1"), null, List.of("word")).column("word");
    long different =
        java.util.stream.IntStream.range(0, 128)
            .mapToObj(word::value)
            .map(System::identityHashCode)
            .distinct()
            .count();
    assertThat(different).isLessThan(10);
  }
}
