package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Fixtures;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sound files of other writers, which are read as uproot reads them; and files of which a part is
/// damaged, whose other parts are.
class OddRootTest {
  @TempDir Path folder;

  /// Geant4's ntuples (tree version 5, whose `fEntries` is a double), an index of a tree, a
  /// directory without keys, a text without offsets.
  @ParameterizedTest
  @CsvSource({
    "g4-like, mytree",
    "uproot-issue-250, B4",
    "ttreeindex, t",
    "directory-without-keys, SlimMC",
    "directory-without-keys, Streams",
    "uproot-issue413, mytree"
  })
  void oddFilesAreReadAsUprootReadsThem(String name, String tree) throws IOException {
    Path file = Fixtures.data("odd_root/" + name + ".root");
    Table table = Tables.read(file, tree);
    int compared = 0;
    for (String line : Files.readAllLines(Fixtures.file("root/odd.tsv"))) {
      List<String> cells = List.of(line.split("\t", -1));
      if (cells.get(0).equals(name) && cells.get(1).equals(tree)) {
        compared++;
        Column column = table.column(cells.get(2));
        assertThat(summary(column))
            .as(column.name())
            .isEqualTo(
                column instanceof TextColumn
                    ? cells.subList(3, cells.size())
                    : numbers(cells.subList(3, cells.size())));
      }
    }
    // the others are no flat columns
    assertThat(compared).isPositive().isLessThanOrEqualTo(table.columns().size());
  }

  /// Number of values, the first, the last and the sum; of texts, without the sum.
  private static List<String> summary(Column column) {
    if (column instanceof TextColumn text) {
      int last = text.rows() - 1;
      return List.of("" + text.rows(), text.value(0), text.value(last), "");
    }
    double[] values = ((NumberColumn) column).toDoubles();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return List.of(values.length + ".0", "" + values[0], "" + values[values.length - 1], "" + sum);
  }

  /// As Java writes them.
  private static List<String> numbers(List<String> python) {
    return python.stream()
        .map(text -> "" + Double.parseDouble(text.replace("nan", "NaN")))
        .toList();
  }

  @Test
  void anOlderCycleIsReadByItsNumber() {
    Path file = Fixtures.file("root/zlib.root");
    assertThat(Tables.read(file, "again").rows()).as("the latest").isEqualTo(2);
    assertThat(Tables.read(file, "again;2").rows()).isEqualTo(2);
    assertThat(Tables.read(file, "again;1").rows()).isEqualTo(1);
    assertThatThrownBy(() -> Tables.read(file, "again;3"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a tree again;3");
  }

  @Test
  void aDamagedBranchIsNamedAndTheOthersAreRead() throws IOException {
    NamedBytes bytes = SmallFile.sound().set("tree.fBranches[0].fBasketEntry[1]", 4);
    Path file = Files.write(folder.resolve("t.root"), bytes.bytes());
    try (EventSource source = Tables.open(file, null)) {
      assertThat(source.columns()).extracting(Column::name).contains("word").doesNotContain("x");
      assertThatThrownBy(() -> source.read(List.of("x")))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "cannot read x: the file is damaged there: it has a basket of 4 entries");
    }
  }

  @Test
  void aDamagedTreeIsNamedAndTheOthersAreListed() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.file("root/zlib.root"));
    Path sound = Fixtures.file("root/zlib.root");
    long seek;
    try (RootFile file = RootFile.open(sound)) {
      Key key = java.util.Objects.requireNonNull(file.keys().get("ntuple"));
      seek = key.seek() + key.keyBytes();
    }
    bytes[(int) seek] ^= 1;
    Path file = Files.write(folder.resolve("one.root"), bytes);
    List<TreeInfo> trees = Tables.trees(file);
    assertThat(trees).hasSameSizeAs(Tables.trees(sound));
    assertThat(trees)
        .filteredOn(tree -> !tree.reason().isEmpty())
        .extracting(TreeInfo::name)
        .containsExactly("ntuple");
    assertThat(Tables.read(file, "flat").rows()).isPositive();
    assertThatThrownBy(() -> Tables.read(file, "ntuple"))
        .hasMessageContaining("the file is damaged: tree ntuple");
  }
}
