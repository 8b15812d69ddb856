package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.SameTable;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RNTuples that ROOT 6.40 and uproot 5.7.7 wrote, against what uproot reads in them or what was
/// written.
class RNTupleReadTest {
  private static java.nio.file.Path file(String name) {
    return Fixtures.file("rntuple/" + name + ".root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "encodings", "nested", "late", "representations", "uproot"})
  void everyColumnIsWhatWasWritten(String name) {
    Map<String, String> expected = ExpectedColumns.of(name);
    Table table = Tables.read(file(name), "nt");
    assertThat(table.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Column column : table.columns()) {
      assertThat(ExpectedColumns.text(column))
          .as(column.name())
          .isEqualTo(expected.get(column.name()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zlib", "lzma", "lz4", "split"})
  void allCompressionsWithAndWithoutChecksumsAndSplitRecordsGiveTheSame(String name) {
    SameTable.check(Tables.read(file(name), "nt"), Tables.read(file("zstd"), "nt"));
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "30", "59"})
  void anyRangesOfEntriesGiveTheSameAsAll(int count) {
    for (String name : List.of("zstd", "encodings", "nested", "late", "representations")) {
      try (EventSource source = Tables.open(file(name), "nt")) {
        List<String> columns = source.columns().stream().map(Column::name).toList();
        Table all = source.read(columns);
        List<Table> parts = Fixtures.ranges(source, columns, count);
        SameTable.check(Table.concat("all", parts), all);
        // and backwards
        for (int at = (int) source.entries() - count; at >= 0; at -= count) {
          Table part = source.read(columns, at, count);
          for (Column column : part.columns()) {
            assertThat(ExpectedColumns.text(column))
                .isEqualTo(ExpectedColumns.text(all.column(column.name()).slice(at, at + count)));
          }
        }
      }
    }
  }

  @Test
  void listingsHaveTitleEntriesAndCompression() {
    List<TreeInfo> all = new ArrayList<>();
    for (String name : List.of("none", "zlib", "lzma", "lz4", "zstd", "uproot", "empty")) {
      all.addAll(Tables.trees(file(name)));
    }
    assertThat(all)
        .extracting(
            TreeInfo::name,
            TreeInfo::typeName,
            TreeInfo::title,
            TreeInfo::events,
            TreeInfo::compression)
        .containsExactly(
            tuple("nt", "RNTuple", "all numbers", 100L, "none"),
            tuple("nt", "RNTuple", "all numbers", 100L, "ZLIB"),
            tuple("nt", "RNTuple", "all numbers", 100L, "LZMA"),
            tuple("nt", "RNTuple", "all numbers", 100L, "LZ4"),
            tuple("nt", "RNTuple", "all numbers", 100L, "ZSTD"),
            tuple("nt", "RNTuple", "", 30L, "LZ4"),
            tuple("nt", "RNTuple", "", 0L, "none"));
  }

  @Test
  void clustersAreThoseOfTheFile() {
    try (EventSource source = Tables.open(file("zstd"), null)) {
      assertThat(source.clusters())
          .extracting(EventSource.Cluster::first, EventSource.Cluster::end)
          .containsExactly(tuple(0L, 30L), tuple(30L, 60L), tuple(60L, 90L), tuple(90L, 100L));
    }
  }

  @Test
  void unitsAreInDescriptionsAsInTitles() {
    try (EventSource source = Tables.open(file("zstd"), null)) {
      assertThat(source.columns().stream().filter(c -> !c.unit().isEmpty()))
          .extracting(Column::name, Column::unit)
          .containsExactly(tuple("f", "GeV"));
    }
  }

  @Test
  void whatIsNotReadIsNamedWithTheReason() {
    try (EventSource source = Tables.open(file("nested"), null)) {
      assertThat(source.unreadable())
          .extracting(EventSource.Unreadable::name, EventSource.Unreadable::reason)
          .containsExactlyInAnyOrder(
              tuple("em", "fixture::Empty has no members of its own"),
              tuple(
                  "streamed",
                  "fixture::Hit is written by code of its own, which is not in the file"));
      assertThatThrownBy(() -> source.read(List.of("streamed")))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith(
              "nested.root:nt] cannot read streamed: fixture::Hit is written by code of its own,"
                  + " which is not in the file; leave it out, or write it as a field of numbers");
    }
  }

  @Test
  void aWrongNameIsAnsweredWithTheNearest() {
    try (EventSource source = Tables.open(file("zstd"), null)) {
      assertThatThrownBy(() -> source.read(List.of("wrod")))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith(
              "zstd.root:nt] expected a field wrod, found 17 others; did you mean word or words?;"
                  + " `jpsi inspect` lists what is there");
    }
    assertThatThrownBy(() -> Tables.open(file("zstd"), "tn"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "zstd.root] expected a tree tn, found nt; did you mean nt?; name one of them");
  }

  @Test
  void anEmptyRntupleHasColumnsWithoutRows() {
    try (EventSource source = Tables.open(file("empty"), null)) {
      assertThat(source.entries()).isZero();
      assertThat(source.clusters()).isEmpty();
      assertThat(source.columns())
          .extracting(Column::name, Column::typeName)
          .containsExactly(tuple("x", "float32"), tuple("v", "int32[]"), tuple("o", "float64"));
      assertThat(source.read(List.of("x", "v", "o")).rows()).isZero();
      assertThatThrownBy(() -> source.read(List.of("x"), 0, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void membersAreCalledByTheEndsOfTheirPaths() {
    Events events = Events.open(file("nested").toString(), "nt");
    Table table = events.filter("z > 97").table(List.of("both.z", "n_hits", "hit.x"));
    assertThat(table.numbers("both.z").toDoubles()).containsExactly(98, 99);
  }

  @Test
  void filesOfDifferentWritersAreOneChain() {
    Events events = Events.open(List.of(file("uproot"), file("zstd")), "nt");
    assertThat(events.table(List.of("v")).rows()).isEqualTo(130);
  }
}
