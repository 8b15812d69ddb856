package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of the files of a sample.
class SampleReaderTest {
  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private void write(String name, int from, int to) throws IOException {
    StringBuilder text = new StringBuilder("x,evt\n");
    for (int i = from; i < to; i++) {
      text.append(0.5 * i).append(',').append(i).append('\n');
    }
    Files.writeString(folder.resolve(name), text);
  }

  private SampleReader.LoadedSample read(String settings) throws IOException {
    String yaml =
        "samples: [{files: [\"s*.csv\"], class: s}, {files: b.csv, class: b}]\n"
            + "features: [x]\nspectators: [evt]\n"
            + settings;
    Path file = Files.writeString(folder.resolve("a.yaml"), yaml);
    AnalysisWithSource source = AnalysisReader.read(file, List.of());
    ProgressListener progress = Toy.noting(said);
    Warnings warnings = new Warnings(progress);
    return new SampleReader(
            source, new AnalysisExpressions(source), Optional.empty(), 1, progress, warnings)
        .all()
        .getFirst();
  }

  @Test
  void ofAFileWithoutEventsTheOthersAreTaken() throws IOException {
    write("s1.csv", 0, 3);
    write("s2.csv", 0, 0);
    write("s3.csv", 3, 5);
    write("b.csv", 0, 9);
    SampleReader.LoadedSample sample = read("");
    assertThat(sample.table().numbers("x").toDoubles()).containsExactly(0, 0.5, 1, 1.5, 2);
    // a file without events has no say in the types
    assertThat(sample.table().column("evt").typeName()).isEqualTo("int64");
    assertThat(sample.inputs()).containsExactly("s1.csv", "s2.csv", "s3.csv");
    assertThat(IntStream.range(0, 5).map(sample::input).toArray()).containsExactly(0, 0, 0, 2, 2);
    assertThat(IntStream.range(0, 5).mapToLong(sample::entry).toArray())
        .containsExactly(0, 1, 2, 0, 1);
    assertThat(said)
        .containsExactly(
            folder.resolve("s2.csv") + " has no events; the sample's others are taken");
  }

  @Test
  void severalFilesWithoutEventsAreCounted() throws IOException {
    write("s1.csv", 0, 3);
    write("s2.csv", 0, 0);
    write("s3.csv", 0, 0);
    write("b.csv", 0, 9);
    assertThat(read("").read()).isEqualTo(3);
    assertThat(said)
        .containsExactly(
            "2 of 3 files have no events, "
                + folder.resolve("s2.csv")
                + " the first; the sample's others are taken");
  }

  @Test
  void aColumnThatALaterFileLacksIsNamedWithBothFiles() throws IOException {
    write("s1.csv", 0, 3);
    Files.writeString(folder.resolve("s2.csv"), "evt\n1\n2\n");
    write("b.csv", 0, 9);
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[" + folder.resolve("s2.csv") + "]")
        .hasMessageContaining("expected a column x, as in " + folder.resolve("s1.csv"));
  }

  @Test
  void filesWithoutAnyEventAreRefused() throws IOException {
    write("s1.csv", 0, 0);
    write("s2.csv", 0, 0);
    write("b.csv", 0, 9);
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + folder.resolve("s1.csv")
                + "] expected events, found none, as in all 2 files; leave this input out, or check"
                + " why it is empty");
    Files.delete(folder.resolve("s2.csv"));
    assertThatThrownBy(() -> read("")).hasMessageContaining("expected events, found none; leave");
  }

  @Test
  void theSelectedEventsKnowTheirFileAndEntryInAnyBlock() throws IOException {
    write("s1.csv", 0, 70_000);
    write("s2.csv", 70_000, 150_000);
    write("b.csv", 0, 1000);
    SampleReader.LoadedSample sample = read("select: evt % 1000 == 999 && evt != 70999");
    long[] expected =
        IntStream.range(0, 150).filter(i -> i != 70).mapToLong(i -> 1000L * i + 999).toArray();
    assertThat((long[]) sample.table().numbers("evt").array()).isEqualTo(expected);
    assertThat(sample.numbers()).isEqualTo(expected);
    assertThat(sample.read()).isEqualTo(150_000);
    assertThat(sample.input(69)).isZero();
    assertThat(sample.input(70)).isEqualTo(1);
    assertThat(sample.entry(70)).isEqualTo(1999);
  }

  @Test
  void aSelectionThatNothingPassesIsTold() throws IOException {
    write("s1.csv", 0, 3);
    write("s2.csv", 0, 5);
    write("b.csv", 0, 9);
    assertThatThrownBy(() -> read("select: x > 100"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + folder.resolve("s1.csv")
                + "] expected events that pass the selection, found none of 8; loosen `select:`");
  }

  @Test
  void columnsMayStandInAnyOrderAndType() throws IOException {
    Files.writeString(folder.resolve("s1.csv"), "x,evt,z\n1,9007199254740993,0\n2,5,0\n");
    Toy.write(
        folder.resolve("s2.root"),
        "t",
        Table.of(
            "t", List.of(NumberColumn.of("evt", "", new int[] {7}), NumberColumn.of("x", "", 3f))));
    write("b.csv", 0, 9);
    Files.move(folder.resolve("s2.root"), folder.resolve("s2.csv"));
    Table table = read("select: evt % 2 == 1").table();
    assertThat((long[]) table.numbers("evt").array()).containsExactly(9007199254740993L, 5, 7);
    assertThat(table.numbers("x").toDoubles()).containsExactly(1.0, 2.0, 3.0);
  }
}
