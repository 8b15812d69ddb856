package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
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

/// Files that ROOT 6.40 and uproot wrote, against what uproot reads in them.
class RootReaderTest {
  private static Path file(String name) {
    return Fixtures.file("root/" + name + ".root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zlib", "lzma", "lz4", "zstd", "old"})
  void everyTypeInEveryCompressionIsReadAsUprootReadsIt(String compression) throws IOException {
    Table table = Tables.read(file(compression), "flat");
    List<String> lines = Files.readAllLines(Fixtures.file("root/flat.tsv"));
    // JaggedTest has more of the others
    assertThat(table.names())
        .hasSize(lines.size() + 4)
        .contains("jagged", "words", "half", "packed");
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      Column column = table.column(cells[0]);
      assertThat(column.typeName()).as(cells[0]).isEqualTo(cells[1]);
      assertThat(values(column)).as(cells[0]).isEqualTo(List.of(cells).subList(2, cells.length));
    }
  }

  /// As Python writes them.
  private static List<String> values(Column column) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < column.rows(); i++) {
      switch (column) {
        case TextColumn words -> cells.add(words.value(i));
        case JaggedColumn jagged -> throw new AssertionError(jagged.typeName());
        case NumberColumn numbers -> {
          for (int k = 0; k < numbers.width(); k++) {
            cells.add(value(numbers, i, k));
          }
        }
      }
    }
    return cells;
  }

  private static String value(NumberColumn numbers, int i, int k) {
    return switch (numbers.type()) {
      case UINT64 -> Long.toUnsignedString(numbers.integer(i, k));
      case FLOAT32, FLOAT64 -> python(numbers.value(i, k));
      default -> Long.toString(numbers.integer(i, k));
    };
  }

  private static String python(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    String java = Double.toString(value);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String[] parts = java.split("E");
      int exponent = Integer.parseInt(parts[1]);
      String mantissa =
          parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
      return mantissa
          + "e"
          + (exponent < 0 ? "-" : "+")
          + (Math.abs(exponent) < 10 ? "0" : "")
          + Math.abs(exponent);
    }
    return java.contains("E") ? new java.math.BigDecimal(java).toPlainString() : java;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 25, 26, 59, 60, 1000})
  void rangesJoinedAreTheWholeTable(int chunk) {
    List<String> names = List.of("particle.e", "text", "x_F", "matrix");
    Table whole = Tables.read(file("zlib"), "flat", names);
    try (EventSource source = Tables.open(file("zlib"), "flat")) {
      List<Table> parts = Fixtures.ranges(source, names, chunk);
      assertThat(parts).hasSize((60 + chunk - 1) / chunk);
      SameTable.check(Table.concat("joined", parts), whole);
      assertThat(whole.names()).isEqualTo(names);
    }
  }

  @Test
  void aBranchTitleGivesTheUnit() {
    assertThat(Tables.read(file("zlib"), "flat").column("vector").unit()).isEqualTo("GeV");
  }

  @Test
  void whatIsNotFlatIsReadToo() {
    Table table = Tables.read(file("zlib"), "flat");
    for (int i = 0; i < 60; i++) {
      assertThat(((JaggedColumn) table.column("jagged")).count(i)).isEqualTo(i % 5);
      NumberColumn words = (NumberColumn) ((JaggedColumn) table.column("words")).items(i);
      assertThat(words.toDoubles()).isEqualTo(new double[][] {{}, {0}, {0, 1}}[i % 3]);
      assertThat(table.numbers("half").value(i)).isEqualTo(i);
      assertThat(table.numbers("packed").value(i)).isEqualTo(i);
    }
  }

  @Test
  void treesInFoldersCyclesAndNtuplesAreFound() {
    assertThat(Tables.trees(file("zlib")))
        .extracting(TreeInfo::name, TreeInfo::typeName, TreeInfo::title, TreeInfo::events)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("flat", "TTree", "numbers of every type", 60L),
            org.assertj.core.groups.Tuple.tuple("deep/er/inner", "TTree", "in a folder", 4L),
            org.assertj.core.groups.Tuple.tuple("again", "TTree", "written 2 times", 2L),
            org.assertj.core.groups.Tuple.tuple("ntuple", "TNtuple", "a TNtuple", 2L),
            org.assertj.core.groups.Tuple.tuple(
                "objects", "TTree", "objects split into their members", 2L),
            org.assertj.core.groups.Tuple.tuple("empty", "TTree", "no events", 0L));
    assertThat(Tables.read(file("zlib"), "deep/er/inner").numbers("x").toDoubles())
        .containsExactly(0, 1, 2, 3);
    assertThat(Tables.read(file("zlib"), "ntuple").numbers("b").toDoubles()).containsExactly(2, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none=none", "zlib=ZLIB", "lzma=LZMA", "lz4=LZ4", "zstd=ZSTD", "old=old ROOT"})
  void theCompressionIsTold(String told) {
    String[] both = told.split("=");
    assertThat(Tables.trees(file(both[0])).getFirst().compression()).isEqualTo(both[1]);
  }

  @Test
  void membersOfSplitObjectsAreColumns() {
    Table table = Tables.read(file("zlib"), "objects");
    assertThat(table.names())
        .containsExactly(
            "first.x",
            "first.n",
            "first.p",
            "first.ok",
            "first.id",
            "first.v",
            "second.x",
            "second.n",
            "second.p",
            "second.ok",
            "second.id",
            "second.v");
    assertThat(table.numbers("first.p").toDoubles())
        .containsExactly(0.25, 1.25, 2.25, 0.25, 1.25, 2.25);
    assertThat(table.numbers("second.x").value(1)).isEqualTo(2.5);
    assertThat(table.numbers("first.id").integer(0, 0)).isEqualTo(65535);
  }

  @Test
  void aTreeWithoutEventsIsOneEmptyTable() {
    Table table = Tables.read(file("zlib"), "empty");
    assertThat(table.rows()).isZero();
    assertThat(table.names()).containsExactly("x");
    try (EventSource source = Tables.open(file("zlib"), "empty")) {
      assertThat(source.entries()).isZero();
      assertThat(source.clusters()).isEmpty();
    }
  }

  @Test
  void basketsWithinTheTreesRecordAreRead() {
    Table table = Tables.read(file("embedded"), null);
    assertThat(table.numbers("x").toDoubles()).containsExactly(0, 1, 4, 9, 16, 25, 36);
    assertThat(((TextColumn) table.column("text")).value(6)).isEqualTo("word 6");
  }

  @Test
  void filesOfUprootAreRead() {
    Table table = Tables.read(file("uproot"), "t");
    assertThat(table.rows()).isEqualTo(20);
    for (int i = 0; i < 20; i++) {
      assertThat(table.numbers("a").value(i)).isEqualTo(i * 0.5);
      assertThat(table.numbers("b").integer(i, 0)).isEqualTo(-i);
      assertThat(table.numbers("c").value(i, 1)).isEqualTo(i + 0.5);
      assertThat(table.numbers("flag").value(i)).isEqualTo(1 - i % 2);
    }
  }

  @Test
  void ofSeveralTreesOneMustBeNamed() {
    assertThatThrownBy(() -> Tables.open(file("zlib"), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one tree, found ")
        .hasMessageContaining("flat")
        .hasMessageContaining("deep/er/inner")
        .hasMessageEndingWith("name one of them");
  }

  @Test
  void anUnknownTreeIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Tables.open(file("zstd"), "falt"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "zstd.root] expected a tree falt, found flat; did you mean flat?; name one of them");
  }

  @Test
  void anUnknownBranchIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Tables.read(file("zstd"), "flat", List.of("vectr")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("zstd.root:flat] expected a branch vectr")
        .hasMessageContaining("did you mean vector?");
  }

  @Test
  void anRntupleIsReadAsTreesAre() {
    assertThat(Tables.trees(file("rntuple")))
        .extracting(TreeInfo::name, TreeInfo::typeName, TreeInfo::events)
        .containsExactly(tuple("nt", "RNTuple", 3L));
    assertThat(Tables.read(file("rntuple"), null).numbers("x").toDoubles())
        .containsExactly(0, 1, 2);
  }
}
