package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same events twice, over samples and parts.
class RepeatedEventsTest {
  @TempDir Path folder;

  /// Reads the events of an analysis; what is said of events that are there twice.
  private List<String> notes(String yaml) {
    List<String> notes = new ArrayList<>();
    ProgressListener listener = Toy.noting(notes);
    TrainService.prepare(
        AnalysisReader.read(Toy.analysis(folder, Toy.QUICK + yaml), List.of()),
        1,
        listener,
        new Warnings(listener));
    return notes.stream()
        .filter(note -> note.contains("twice") || note.contains("too, equal"))
        .toList();
  }

  private void write(String name, Table table) {
    Toy.write(folder.resolve(name), "t", Toy.flat(table));
  }

  private static Table rows(Table table, int from, int to) {
    return table.take(IntStream.range(from, to).toArray());
  }

  private static final String TWO =
      "samples: [{files: sig.csv, class: sig}, {files: bkg.csv, class: bkg}]\n";

  private void refused(String yaml, String found) {
    assertThatThrownBy(() -> notes(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected every event once, in one sample and one part, found ")
        .hasMessageContaining(found)
        .hasMessageContaining("set `allowDuplicates: true` if they are intended");
  }

  @Test
  void oneFileAsSignalAndAsBackgroundIsRefused() {
    write("sig.csv", Toy.events(300, 1, 1));
    refused(
        "samples: [{files: sig.csv, class: s}, {files: sig.csv, class: b}]\nfeatures: [x, y]\n",
        "300 of 300 entries of one file are there twice: entry 0 of sig.csv (sample 1 (class s),"
            + " validation) and entry 0 of sig.csv (sample 2 (class b), train) (300 such pairs)");
  }

  /// By links and by copies, in one sample and in two of one class, of features that are few bits.
  @Test
  void oneFileUnderSeveralNamesIsRefused() throws IOException {
    int n = 300;
    Table bits =
        Toy.with(
            Toy.events(n, 1, 1),
            NumberColumn.of("x", "", IntStream.range(0, n).map(i -> i & 1).toArray()));
    write("sig.csv", bits);
    write("bkg.csv", Toy.events(n, 2, 0));
    Files.createSymbolicLink(folder.resolve("soft.csv"), folder.resolve("sig.csv"));
    Files.createLink(folder.resolve("hard.csv"), folder.resolve("sig.csv"));
    Files.copy(folder.resolve("sig.csv"), folder.resolve("copy.csv"));
    for (String name : List.of("soft.csv", "hard.csv", "copy.csv")) {
      refused(
          """
          samples: [{files: [sig.csv, %s], class: sig}, {files: bkg.csv, class: bkg}]
          features: [x]
          """
              .formatted(name),
          "300 of 300 entries of one file are there twice: entry 0 of sig.csv");
      refused(
          """
          samples:
            - {files: sig.csv, class: sig}
            - {files: bkg.csv, class: bkg}
            - {files: %s, class: sig, weight: 2}
          features: [x]
          """
              .formatted(name),
          name + " (sample 3 (class sig)");
    }
  }

  @Test
  void samplesThatTakeDifferentEventsOfOneFileAreNotTheSameEvents() {
    write("all.csv", Toy.mixed(400, 1));
    assertThat(
            notes(
                """
                samples:
                  - {files: all.csv, class: sig, select: kind == 1}
                  - {files: all.csv, class: bkg, select: kind == 0}
                features: [x, y]
                """))
        .isEmpty();
    refused(
        """
        samples:
          - {files: all.csv, class: sig, select: kind == 1}
          - {files: all.csv, class: bkg, select: kind == 0 || y > 0}
        features: [x, y]
        """,
        "of 200 entries of one file are there twice");
  }

  @Test
  void eventsThatWereCopiedIntoAnotherFileAreFoundByTheirFeatures() {
    Table sig = Toy.events(300, 1, 1);
    write("sig.csv", sig);
    write("bkg.csv", Table.concat("b", List.of(Toy.events(290, 2, 0), rows(sig, 40, 50))));
    refused(
        TWO + "features: [x, y]\n",
        "10 of 300 events of sample 1 (class sig) are in another sample too, equal in all 2"
            + " features: entry 40 of sig.csv (sample 1 (class sig),");
    assertThat(notes(TWO + "features: [x, y]\nallowDuplicates: true\n"))
        .singleElement()
        .asString()
        .contains("(10 such pairs) (allowDuplicates): what is tested on them is too good");
  }

  @Test
  void aFewEqualEventsAreNamed() {
    Table sig = Toy.events(400, 1, 1);
    write("sig.csv", sig);
    write("bkg.csv", Table.concat("b", List.of(Toy.events(397, 2, 0), rows(sig, 40, 43))));
    assertThat(notes(TWO + "features: [x, y]\n"))
        .singleElement()
        .asString()
        .startsWith("3 of 400 events of sample 1 (class sig) are in another sample too, equal in")
        .contains("entry 40 of sig.csv (sample 1 (class sig), ")
        .contains(" and entry 397 of bkg.csv (sample 2 (class bkg), ")
        .endsWith("; remove the copies: a model is not tested on what it was trained on");
  }

  /// Published samples have up to 1 % of equal rows, as UCI's MAGIC: 1.2 % of its events have an
  /// equal one.
  @Test
  void equalRowsOfPublishedSamplesAreNamed() {
    Table all = Toy.events(2000, 1, 1);
    write("sig.csv", Table.concat("s", List.of(all, rows(all, 0, 12))));
    write("bkg.csv", Toy.events(100, 2, 0));
    assertThat(notes(TWO + "features: [x, y]\n"))
        .singleElement()
        .asString()
        .contains(" are in another part too, equal in all 2 features: ");
    write("sig.csv", Table.concat("s", List.of(all, rows(all, 0, 60))));
    refused(TWO + "features: [x, y]\n", "are in another part too, equal in all 2 features");
  }

  /// Copies within a sample are in several parts: each event of a rare class three times.
  @Test
  void copiesOfARareClassAreRefusedAndCanBeAllowed() {
    Table sig = Toy.events(100, 1, 1);
    write("sig.csv", Table.concat("s", List.of(sig, sig, sig)));
    write("bkg.csv", Toy.events(300, 2, 0));
    refused(TWO + "features: [x, y]\n", "are in another part too, equal in all 2 features");
    assertThat(notes(TWO + "features: [x, y]\nallowDuplicates: true\n")).hasSize(1);
  }

  @Test
  void aRegressionComparesTheTargetToo() {
    Table all = Toy.events(300, 1, 1);
    write("all.csv", Table.concat("s", List.of(all, rows(all, 0, 50))));
    refused(
        "samples: [all.csv]\ntarget: target\nfeatures: [x, y]\n",
        "equal in all 2 features and the target: entry ");
  }

  @Test
  void featuresOfFewValuesAreEqualByChance() {
    Rng rng = Rng.of(5);
    int n = 600;
    for (int values : List.of(2, 10, 40)) {
      int[] x = IntStream.range(0, n).map(i -> rng.integer(values, i)).toArray();
      int[] y = IntStream.range(0, n).map(i -> rng.integer(values, 10_000L + i)).toArray();
      int[] xor = IntStream.range(0, n).map(i -> (x[i] ^ y[i]) & 1).toArray();
      write(
          "xor.csv",
          Table.of(
              "xor",
              List.of(
                  NumberColumn.of("x", "", x),
                  NumberColumn.of("y", "", y),
                  NumberColumn.of("xor", "", xor))));
      assertThat(notes("samples: [xor.csv]\nlabel: xor\nfeatures: [x, y]\n")).isEmpty();
    }
  }
}
