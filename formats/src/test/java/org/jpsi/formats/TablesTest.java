package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  @TempDir Path folder;

  @Test
  void aMissingFileIsAnsweredWithTheNearestBesideIt() throws IOException {
    Files.writeString(folder.resolve("higgs.csv"), "a\n1\n");
    Path file = folder.resolve("higs.csv");
    assertThatThrownBy(() -> Tables.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessage("[" + file + "] no such file; did you mean higgs.csv?; check the path");
    assertThatThrownBy(() -> Tables.open(folder.resolve("no/such.root"), null))
        .hasMessageEndingWith("no such file; check the path");
  }

  @Test
  void aFolderAndAnEmptyFileAreNamedAsSuch() throws IOException {
    assertThatThrownBy(() -> Tables.open(folder, null))
        .hasMessage("[" + folder + "] expected a file, found a folder; name a file in it");
    Path empty = Files.createFile(folder.resolve("empty.root"));
    assertThatThrownBy(() -> Tables.open(empty, null))
        .hasMessage("[" + empty + "] the file is empty; get or write it again");
  }

  @Test
  void theFirstBytesTellMoreThanTheEnding() throws IOException {
    Path file = folder.resolve("events.dat");
    Files.copy(Fixtures.file("root/zstd.root"), file);
    assertThat(Tables.read(file, "flat").rows()).isEqualTo(60);
    Path other = Files.writeString(folder.resolve("other.root"), "a,b\n1,2\n");
    assertThatThrownBy(() -> Tables.open(other, null)).hasMessageStartingWith("[" + other + "] ");
  }

  @Test
  void anUnknownEndingIsAnsweredWithTheKnownOnes() throws IOException {
    Path file = Files.writeString(folder.resolve("t.xls"), "abc");
    assertThatThrownBy(() -> Tables.open(file, null))
        .hasMessage(
            "["
                + file
                + "] expected a file of events, .root, .csv, .tsv, .csv.gz, .tsv.gz, .txt, .dat,"
                + " .parquet, .parq, .pq, found a file of another kind; convert it");
    assertThatThrownBy(() -> Tables.create(folder.resolve("scores.xls"), "t"))
        .hasMessageEndingWith(
            "expected a name ending in .root, .csv, .tsv, .npy, .parquet, found scores.xls; choose"
                + " the format by the ending");
    Path array =
        Files.write(folder.resolve("t.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
    assertThatThrownBy(() -> Tables.open(array, null))
        .hasMessage(
            "["
                + array
                + "] events are not read from NPY files; convert it to ROOT or CSV; from Java,"
                + " `Npy.read` gives its tensor");
  }

  @Test
  void aFileIsNotWrittenWhereThereIsNoFolder() {
    assertThatThrownBy(() -> Tables.create(folder.resolve("no/scores.root"), "t"))
        .hasMessageEndingWith(
            "cannot be written: there is no folder " + folder.resolve("no") + "; make it first");
    assertThatThrownBy(() -> Tables.create(Files.createDirectory(folder.resolve("d.root")), "t"))
        .hasMessageEndingWith("expected the name of a file, found a folder");
  }

  @Test
  void unitsStandBehindNames() {
    assertThat(NameWithUnit.parse("m_bb [GeV]")).isEqualTo(new NameWithUnit("m_bb", "GeV"));
    assertThat(NameWithUnit.parse("pt [GeV^2/c]")).isEqualTo(new NameWithUnit("pt", "GeV^2/c"));
    assertThat(NameWithUnit.parse("x[3]/F")).isEqualTo(new NameWithUnit("x[3]/F", ""));
    assertThat(NameWithUnit.parse("number of jets [see the note]"))
        .extracting(NameWithUnit::unit)
        .isEqualTo("");
    for (NameWithUnit units :
        new NameWithUnit[] {
          new NameWithUnit("a", "1"), new NameWithUnit("a [b]", ""), new NameWithUnit("x[0]", "")
        }) {
      assertThat(NameWithUnit.parse(units.text())).isEqualTo(units);
    }
  }

  /// A source that only counts.
  private record Counter(long entries) implements EventSource {
    @Override
    public String origin() {
      return "counter";
    }

    @Override
    public List<Column> columns() {
      return List.of();
    }

    @Override
    public Table read(List<String> columns, long first, int count) {
      return Table.of("t", List.of(NumberColumn.of("x", "", new float[count])));
    }
  }

  @Test
  void moreEventsThanAnArrayHoldsAreRefused() {
    assertThat(new Counter(0).read(List.of()).rows()).isZero();
    assertThat(new Counter(3).read(List.of()).rows()).isEqualTo(3);
    assertThatThrownBy(() -> new Counter(Integer.MAX_VALUE - 7L).read(List.of()))
        .hasMessage("[counter] expected at most 2147483639 events in one table, found 2147483640");
  }

  @Test
  void aFileIsKnownByItsEndingInAnyCase() throws IOException {
    Path file = Files.writeString(folder.resolve("T.CSV"), "a\n1\n");
    assertThat(Tables.read(file, null).rows()).isEqualTo(1);
    Path nearly = Files.writeString(folder.resolve("t.csv.xz"), "a\n1\n");
    assertThatThrownBy(() -> Tables.open(nearly, null)).hasMessageContaining("of another kind");
    Path root = Files.write(folder.resolve("t.root"), new byte[] {'r', 'o', 'o'});
    assertThatThrownBy(() -> Tables.open(root, null))
        .hasMessageStartingWith("[" + root + "] the file is damaged: its header ends ");
    assertThatThrownBy(() -> Tables.create(Path.of("/"), "t"))
        .hasMessageEndingWith(
            "expected a name ending in .root, .csv, .tsv, .npy, .parquet, found none; choose the"
                + " format by the ending");
  }

  @Test
  void aBracketIsAUnitOnlyWhereItReadsAsOne() {
    String[] names = {
      "x[GeV]",
      "x [GeV] y",
      "[GeV]",
      " [GeV]",
      "x [a b]",
      "x [[a]]",
      "x [a]b",
      "x [a",
      "x a]",
      "x [1234567890123456789012345]",
      ""
    };
    for (String name : names) {
      assertThat(NameWithUnit.parse(name)).isEqualTo(new NameWithUnit(name, ""));
    }
    assertThat(NameWithUnit.parse("x  [GeV]")).isEqualTo(new NameWithUnit("x", "GeV"));
    assertThat(NameWithUnit.parse("a\nb [s]")).isEqualTo(new NameWithUnit("a\nb", "s"));
    assertThat(NameWithUnit.parse("x []")).isEqualTo(new NameWithUnit("x", ""));
    assertThat(NameWithUnit.parse("x [a] [b]")).isEqualTo(new NameWithUnit("x [a]", "b"));
    assertThat(NameWithUnit.parse("x [123456789012345678901234]").unit()).hasSize(24);
    for (String name : names) {
      assertThat(NameWithUnit.parse(new NameWithUnit(name, "").text()))
          .isEqualTo(new NameWithUnit(name, ""));
      if (!name.isBlank() && name.equals(name.stripTrailing())) {
        assertThat(NameWithUnit.parse(new NameWithUnit(name, "m").text()))
            .isEqualTo(new NameWithUnit(name, "m"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.npy"})
  void jaggedColumnsAreRefusedByFormatsWithoutLists(String name) {
    Path file = folder.resolve(name);
    NumberColumn items = NumberColumn.of("", "", 1.0, 2.0);
    Table table = Table.of("t", List.of(JaggedColumn.of("jet_pt", new int[] {0, 2}, items)));
    try (EventWriter writer = Tables.create(file, "t")) {
      assertThatThrownBy(() -> writer.write(table))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "["
                  + file
                  + "] expected columns with one value, or a fixed number of them, per event, found"
                  + " jet_pt, a jagged column, float64[]; leave it out, take of it what is a"
                  + " number, as in max(x), length(x), first(x, 4), or write .root, which has"
                  + " lists");
    }
    assertThat(file).doesNotExist();
  }
}
