package org.jpsi.analysis.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.Runs;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.FeatureChoice;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jpsi init`: what is drafted trains as it stands.
class InitServiceTest {
  private static final String[] QUICK = {
    "network={encoding: tabular, layers: [8]}", "training.epochs=5", "members=1", "reference=false"
  };

  @TempDir Path folder;

  private Path draft(Path... files) {
    Path out = folder.resolve("analysis.yaml");
    InitService.run(new InitService.InitRequest(List.of(files), out), ProgressListener.SILENT);
    return out;
  }

  private static AnalysisFile read(Path draft) {
    return AnalysisReader.read(draft, List.of()).analysis();
  }

  private Path trained(Path draft) {
    return Toy.train(draft, folder.resolve("run"), QUICK);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void treesAreClassesAndTheLabelAmongTheColumnsIsNamed() {
    Path draft = draft(Toy.data("higgs/Higgs_data.root"));
    AnalysisFile file = read(draft);
    assertThat(file.classes()).containsExactly("sig_tree", "bkg_tree");
    assertThat(file.signal()).contains("sig_tree");
    assertThat(file.features()).isEqualTo(FeatureChoice.ALL);
    assertThat(text(draft))
        .contains(
            "Columns left out: Type, since it alone tells the classes apart: it is 0 for all of"
                + " class bkg_tree,\n# 1 for all of class sig_tree.")
        .contains("# weight: COLUMN");
    assertThat(Runs.figure(trained(draft), "test", "auc")).isBetween(0.6, 0.85);
  }

  @Test
  void aColumnTellsTheClassesAndFilesTheParts() {
    Path draft = draft(Toy.data("magic/train.csv"), Toy.data("magic/test.csv"));
    AnalysisFile file = read(draft);
    assertThat(file.label()).contains("class");
    assertThat(file.signal()).contains("g");
    assertThat(file.samples().stream().map(Sample::part))
        .containsExactly(Optional.of(Part.TRAIN), Optional.of(Part.TEST));
    assertThat(text(draft)).contains("A guess: the first class, since no name tells the signal.");
    Path run = trained(draft);
    assertThat(Runs.figure(run, "test", "events")).isEqualTo(3804);
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.7);
  }

  @Test
  void aWeightThatOnlyTheBackgroundHasIsItsSamples() {
    Path draft = draft(Toy.data("tmva_class/tmva_class_example.root"));
    AnalysisFile file = read(draft);
    assertThat(file.signal()).contains("TreeS");
    assertThat(file.weight()).isEqualTo("1");
    assertThat(file.samples().stream().map(Sample::weight)).containsExactly("1", "weight");
    assertThat(Runs.figure(trained(draft), "test", "auc")).isGreaterThan(0.7);
  }

  /// Events with all that is to be found: a weight, numbers that repeat, a code, leaks, truth, an
  /// infinity, columns that are nearly the same, and one that is constant.
  private static Table events(int n, long seed, int kind) {
    Rng rng = Rng.of(seed);
    double[] x = new double[n];
    double[] copy = new double[n];
    double[] code = new double[n];
    double[] leak = new double[n];
    double[] infinite = new double[n];
    double[] w = new double[n];
    double[] truth = new double[n];
    double[] one = new double[n];
    long[] event = new long[n];
    for (int i = 0; i < n; i++) {
      x[i] = rng.normal(5L * i) + kind;
      copy[i] = 3 * x[i] + 1e-3 * rng.normal(5L * i + 1);
      code[i] = i % 4 == 0 ? -999 : rng.uniform(5L * i + 2);
      leak[i] = i == 0 ? 1 - kind : kind + 0.1 * rng.uniform(5L * i + 3);
      infinite[i] = i == 7 ? Double.POSITIVE_INFINITY : rng.normal(5L * i + 4);
      w[i] = i % 9 == 0 ? -1 : 1;
      truth[i] = x[i] + rng.uniform(5L * i + 3);
      one[i] = 4;
      event[i] = 1000L * (seed + 1) + i / 2;
    }
    List<Column> columns =
        List.of(
            NumberColumn.of("x", "GeV", x),
            NumberColumn.of("jet-pt", "", copy),
            NumberColumn.of("tau", "", code),
            NumberColumn.of("leak", "", leak),
            NumberColumn.of("far", "", infinite),
            NumberColumn.of("genWeight", "", w),
            NumberColumn.of("truth_pt", "", truth),
            NumberColumn.of("one", "", one),
            NumberColumn.of("eventNumber", "", event));
    return Table.of("toy", columns);
  }

  @Test
  void whatIsWrongInTheColumnsIsFoundAndKeptFromTheTraining() {
    Path signal = Toy.write(folder.resolve("signal_0.root"), "t", events(1500, 1, 1));
    Path more = Toy.write(folder.resolve("signal_1.root"), "t", events(1500, 3, 1));
    Path rest = Toy.write(folder.resolve("ttbar.root"), "t", events(1500, 2, 0));
    Path draft = draft(signal, more, rest);
    AnalysisFile file = read(draft);
    assertThat(file.classes()).containsExactly("signal", "ttbar");
    assertThat(file.samples().getFirst().source())
        .isEqualTo(new Sample.Files(List.of("signal_0.root", "signal_1.root"), "t"));
    assertThat(file.weight()).isEqualTo("genWeight");
    assertThat(file.missing().toString()).contains("tau", "-999");
    assertThat(file.split().by()).contains("eventNumber");
    assertThat(file.spectators()).containsExactly("eventNumber", "truth_pt", "leak", "far");
    assertThat(text(draft).replace("\n# ", " "))
        .contains("tau is -999 in 1,125 of 4,500 events; the others are from 5.228e-05 to 0.9997.")
        .contains(
            "No feature: leak, since it nearly is the class: its value alone names the class of"
                + " 99.90 %")
        .contains("No feature: far, since it is infinite in 3 events.")
        .contains("left out: one, since it is 4 in every event")
        .contains("nearly the same, by their linear correlation: x and `jet-pt` (1.00000)")
        .contains("Weight: from -1.000 to 1.000, 0.7773 in the mean, 11.1 % negative")
        .contains("All are 3: x, `jet-pt`, tau.");
    assertThat(Runs.figure(trained(draft), "test", "auc")).isBetween(0.5, 0.95);
  }

  @Test
  void columnsThatNotAllFilesHaveAreNoFeatures() {
    Path signal =
        Toy.write(folder.resolve("sig.root"), "t", Toy.without(Toy.events(300, 1, 1), "word"));
    Path rest =
        Toy.write(folder.resolve("bkg.root"), "t", Toy.without(Toy.events(300, 2, 0), "y", "word"));
    Path draft = draft(signal, rest);
    assertThat(read(draft).features().all()).isFalse();
    assertThat(read(draft).features().named().stream().map(AnalysisFile.Feature::expression))
        .containsExactly("x", "array[0]", "array[1]", "`jet1_b-tag`", "target");
    assertThat(text(draft)).contains("not in all files, or not alike in them: y");
    trained(draft);
  }

  @Test
  void whereNothingTellsClassesThatIsAskedFor() throws IOException {
    Path one = Toy.write(folder.resolve("one.root"), "t", Toy.without(Toy.events(60, 1, 1), "w"));
    Path out = folder.resolve("analysis.yaml");
    InitService.InitResult result =
        InitService.run(new InitService.InitRequest(List.of(one), out), ProgressListener.SILENT);
    assertThat(result.complete()).isFalse();
    assertThat(result.found()).first().asString().contains("nothing tells classes");
    assertThat(text(out)).contains("# target: COLUMN");
    // the line that only a person can write
    Files.writeString(out, text(out).replace("# target: COLUMN", "target: target"));
    assertThat(read(out).regression()).isTrue();
    trained(out);
  }

  @Test
  void aFewEventsOfManyAreLookedAtEvenlyOverTheFile() {
    int n = 120_000;
    double[] x = new double[n];
    String[] word = new String[n];
    for (int i = 0; i < n; i++) {
      x[i] = Rng.of(1).uniform(i);
      word[i] = i < n / 2 ? "first" : "second";
    }
    // all of one class before all of the other
    Path file =
        Toy.write(
            folder.resolve("sorted.csv"),
            "t",
            Table.of("t", List.of(NumberColumn.of("x", "", x), new TextColumn("class", word))));
    assertThat(text(draft(file)))
        .contains("120,000 events, of which 100,000 were looked at, evenly over the files.")
        .contains("# Events that were looked at: second 50,000, first 50,000.");
  }

  @Test
  void namesFromFilesCannotLeaveTheirComment() {
    String evil = "x\nseed: 7 # \u001b[2J";
    List<Column> columns = new ArrayList<>();
    columns.add(NumberColumn.of(evil, "", new double[40]));
    columns.add(NumberColumn.of("b: [", "", normal(3)));
    columns.add(NumberColumn.of("a", "", normal(1)));
    columns.add(new TextColumn("class", words("s\nseed: 9", "b")));
    Path draft = draft(Toy.write(folder.resolve("evil.root"), "t", Table.of("t", columns)));
    assertThat(text(draft)).doesNotContain("\u001b").doesNotContain("\nseed");
    assertThat(read(draft).seed()).isEqualTo(AnalysisFile.SEED);
    assertThat(read(draft).label()).contains("class");
  }

  private static double[] normal(long seed) {
    double[] values = new double[40];
    Arrays.setAll(values, i -> Rng.of(seed).normal(i));
    return values;
  }

  private static String[] words(String... two) {
    String[] words = new String[40];
    Arrays.setAll(words, i -> two[i % 2]);
    return words;
  }

  @Test
  void filesWithoutNumbersAreRefused() throws IOException {
    Path words = Files.writeString(folder.resolve("words.csv"), "a,b\nx,y\nu,v\n");
    assertThatThrownBy(() -> draft(words))
        .hasMessageContaining(
            "expected events with columns of numbers, found words.csv:words.csv has no column of"
                + " flat numbers");
    Path one = Toy.write(folder.resolve("one.root"), "t", Toy.events(60, 1, 1));
    assertThatThrownBy(() -> draft(one, one))
        .hasMessageContaining("expected every file once, found it twice");
    assertThatThrownBy(() -> draft(folder.resolve("one.root:tt")))
        .hasMessageContaining("did you mean t?");
    Path other =
        Toy.write(
            folder.resolve("other.root"),
            "t",
            Table.of("t", List.of(NumberColumn.of("else", "", new double[] {1, 2}))));
    assertThatThrownBy(() -> draft(one, other))
        .hasMessageContaining("expected columns of numbers that the other files have too");
  }
}
