package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Parts of an analysis: files, parts, weights, classes, targets, features.
class CasesTest {
  @TempDir Path folder;

  private Path train(String yaml, String... settings) {
    return Toy.train(Toy.analysis(folder, Toy.QUICK + yaml), folder.resolve("run"), settings);
  }

  private void write(String name, int n, long seed, int kind) {
    Toy.write(folder.resolve(name), "t", Toy.events(n, seed, kind));
  }

  private void two() {
    write("sig.root", 400, 1, 1);
    write("bkg.root", 400, 2, 0);
  }

  private static final String TWO =
      "samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]\n";

  @Test
  void everyTestEventTellsTheFileAndEntryItCameFrom() {
    write("a_2.root", 120, 12, 1);
    write("a_10.root", 90, 11, 1);
    write("c.root", 80, 13, 1);
    write("bkg.root", 300, 2, 0);
    Path run =
        train(
            """
            samples:
              - {files: [c.root, "a_*.root"], class: sig}
              - {files: bkg.root, class: bkg}
            select: y > -1
            features: [x, y]
            spectators: [eventNumber]
            """);
    List<Table> inputs = new ArrayList<>();
    // as named, and what fits a pattern by its letters
    for (String name : List.of("c.root", "a_10.root", "a_2.root", "bkg.root")) {
      inputs.add(Tables.read(folder.resolve(name), null));
    }
    Table scores = Runs.scores(run);
    int[] seen = new int[4];
    for (int i = 0; i < scores.rows(); i++) {
      int input = (int) scores.numbers("input").integer(i, 0);
      int entry = (int) scores.numbers("entry").integer(i, 0);
      seen[input]++;
      assertThat(scores.numbers("eventNumber").integer(i, 0))
          .isEqualTo(inputs.get(input).numbers("eventNumber").integer(entry, 0));
      assertThat(inputs.get(input).numbers("y").value(entry)).isGreaterThan(-1);
      assertThat(scores.numbers("label").value(i)).isEqualTo(input == 3 ? 0 : 1);
      // drawn by the entry in the sample, over all its files
      long place = entry + (input == 1 ? 80L : input == 2 ? 170L : 0L);
      assertThat(Split.Fractions.DEFAULT.part(1, input == 3 ? 1 : 0, place)).isEqualTo(Part.TEST);
    }
    assertThat(seen).doesNotContain(0);
  }

  @Test
  void aSampleWithAPartGoesThereWhole() {
    two();
    write("data.root", 150, 3, 1);
    Path run =
        train(
            """
            samples:
              - {files: sig.root, class: sig}
              - {files: bkg.root, class: bkg}
              - {files: data.root, class: sig, part: test}
            features: [x, y]
            """);
    Table scores = Runs.scores(run);
    int data = 0;
    for (int i = 0; i < scores.rows(); i++) {
      data += scores.numbers("input").value(i) == 2 ? 1 : 0;
      // the class's test part is filled by that sample
      assertThat(scores.numbers("input").value(i)).isNotEqualTo(0);
    }
    assertThat(data).isEqualTo(150);
  }

  @Test
  void weightsOfFileAndSampleAndConstantsMultiplyAndKeepTheirSign() {
    two();
    Path run =
        train(
            """
            samples:
              - {files: sig.root, class: sig, weight: 3}
              - {files: bkg.root, class: bkg, weight: 0.5 * lumi}
            weight: w * lumi
            constants: {lumi: 2}
            features: [x, y]
            """);
    Table scores = Runs.scores(run);
    Table sig = Tables.read(folder.resolve("sig.root"), null);
    Table bkg = Tables.read(folder.resolve("bkg.root"), null);
    int negative = 0;
    for (int i = 0; i < scores.rows(); i++) {
      int entry = (int) scores.numbers("entry").integer(i, 0);
      boolean signal = scores.numbers("input").value(i) == 0;
      double w = (signal ? sig : bkg).numbers("w").value(entry) * 2 * (signal ? 3 : 1);
      assertThat(scores.numbers("weight").value(i)).isCloseTo(w, within(1e-12));
      negative += w < 0 ? 1 : 0;
    }
    assertThat(negative).isPositive();
  }

  @Test
  void theScaleOfAllWeightsChangesNoFigure() {
    two();
    Path run = train(TWO + "features: [x, y]\nweight: w\n");
    Path tiny =
        Toy.train(
            Toy.analysis(folder, Toy.QUICK + TWO + "features: [x, y]\nweight: w * 1e-60\n"),
            folder.resolve("tiny"));
    for (String part : List.of("train", "validation", "test")) {
      for (String name : List.of("loss", "auc", "auc_error", "accuracy")) {
        assertThat(Runs.figure(tiny, part, name))
            .as(part + " " + name)
            .isCloseTo(Runs.figure(run, part, name), within(1e-5));
      }
      assertThat(Runs.figure(tiny, part, "weight"))
          .isCloseTo(1e-60 * Runs.figure(run, part, "weight"), within(1e-70));
    }
  }

  @Test
  void aLabelOfNumbersNamesItsClasses() {
    Toy.write(folder.resolve("all.root"), "t", Toy.mixed(600, 4));
    Path run = train("samples: [all.root]\nlabel: kind\nsignal: 1\nfeatures: [x, y]\n");
    assertThat(Runs.metrics(run).path("signal").asString()).isEqualTo("1");
    assertThat(Runs.metrics(run).path("classes").toString()).isEqualTo("[\"0\",\"1\"]");
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.7);
  }

  @Test
  void aLabelOfTextNamesItsClasses() {
    Toy.write(folder.resolve("all.csv"), "", Toy.flat(Toy.mixed(600, 4)));
    Path run = train("samples: [all.csv]\nlabel: word\nsignal: sig 1\nfeatures: [x, y]\n");
    assertThat(Runs.metrics(run).path("classes").toString()).isEqualTo("[\"bkg\",\"sig 1\"]");
    Table scores = Runs.scores(run);
    Table events = Tables.read(folder.resolve("all.csv"), null);
    for (int i = 0; i < scores.rows(); i++) {
      int entry = (int) scores.numbers("entry").integer(i, 0);
      assertThat(scores.numbers("label").value(i)).isEqualTo(events.numbers("kind").value(entry));
    }
  }

  @Test
  void aLabelMayBeAnExpression() {
    Toy.write(folder.resolve("all.root"), "t", Toy.mixed(600, 4));
    Path run =
        train("samples: [all.root]\nlabel: kind == 1 && y > -9\nsignal: 1\nfeatures: [x, y]\n");
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.7);
  }

  private void three() {
    write("a.root", 300, 1, 0);
    write("b.root", 300, 2, 1);
    write("c.root", 300, 3, 2);
  }

  private static final String THREE =
      """
      samples:
        - {files: a.root, class: A}
        - {files: b.root, class: B b}
        - {files: c.root, class: C}
      features: [x, y, "array[1]"]
      """;

  @Test
  void threeEqualClassesHaveAScoreEach() {
    three();
    Path run = train(THREE);
    JsonNode metrics = Runs.metrics(run);
    assertThat(metrics.path("task").asString()).isEqualTo("multiclass");
    assertThat(Runs.figure(run, "test", "accuracy")).isGreaterThan(0.45);
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.5, 1.0);
    assertThat(Runs.figure(run, "test", "auc_error")).isBetween(0.0, 0.2);
    Table scores = Runs.scores(run);
    assertThat(scores.names()).startsWith("score_A", "score_B b", "score_C", "input", "entry");
    for (int i = 0; i < scores.rows(); i++) {
      assertThat(
              scores.numbers("score_A").value(i)
                  + scores.numbers("score_B b").value(i)
                  + scores.numbers("score_C").value(i))
          .isCloseTo(1, within(1e-6));
      assertThat(scores.numbers("label").value(i)).isEqualTo(scores.numbers("input").value(i));
    }
    List<Path> again = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      again.add(Toy.apply(run, folder.resolve(name + ".csv"), folder.resolve(name + ".root")));
    }
    Runs.sameScores(run, again);
  }

  @Test
  void againstASignalTheOtherClassesAreOne() {
    three();
    Path run = train(THREE + "signal: C\n");
    assertThat(Runs.metrics(run).path("task").asString()).isEqualTo("binary");
    assertThat(Runs.metrics(run).path("classes").toString()).isEqualTo("[\"background\",\"C\"]");
    Table scores = Runs.scores(run);
    for (int i = 0; i < scores.rows(); i++) {
      assertThat(scores.numbers("label").value(i))
          .isEqualTo(scores.numbers("input").value(i) == 2 ? 1 : 0);
    }
  }

  @Test
  void aRegressionIsGivenBackInItsUnit() {
    write("all.root", 1500, 4, 0);
    Path run =
        train(
            "samples: [all.root]\ntarget: target\nfeatures: [x, y]\n",
            "training.epochs=30",
            "network.dropout=0");
    JsonNode metrics = Runs.metrics(run);
    assertThat(metrics.path("task").asString()).isEqualTo("regression");
    // the target's standard deviation is 20 sqrt 2
    assertThat(Runs.figure(run, "test", "rmse")).isLessThan(8);
    assertThat(Runs.figure(run, "test", "mae")).isLessThan(Runs.figure(run, "test", "rmse"));
    assertThat(Math.abs(Runs.figure(run, "test", "bias"))).isLessThan(3);
    Table scores = Runs.scores(run);
    assertThat(scores.names()).containsExactly("prediction", "input", "entry", "weight", "target");
    double squares = 0;
    for (int i = 0; i < scores.rows(); i++) {
      double r = scores.numbers("prediction").value(i) - scores.numbers("target").value(i);
      squares += r * r / scores.rows();
    }
    assertThat(Math.sqrt(squares)).isCloseTo(Runs.figure(run, "test", "rmse"), within(1e-4));
    Path again = Toy.apply(run, folder.resolve("p.root"), folder.resolve("all.root"));
    assertThat(Tables.read(again, null).names()).containsExactly("prediction");
    Runs.sameScores(run, List.of(again));
  }

  @Test
  void twoTargetsAreLearnedTogether() {
    write("all.root", 800, 4, 0);
    Path run =
        train(
            """
            samples: [all.root]
            target: [target, {name: p, is: "x ** 2 + 1", unit: GeV^2}]
            features: [x, y]
            allowLeak: true
            """);
    Table scores = Runs.scores(run);
    assertThat(scores.names())
        .containsExactly(
            "prediction_target", "prediction_p", "input", "entry", "weight", "target", "p");
    for (String name : List.of("rmse_target", "rmse_error_target", "rmse_p", "mae_p", "bias_p")) {
      Runs.figure(run, "test", name);
    }
    Runs.sameScores(
        run, List.of(Toy.apply(run, folder.resolve("p.csv"), folder.resolve("all.root"))));
  }

  @Test
  void featuresAreExpressionsElementsAndQuotedNames() {
    two();
    Path run =
        train(
            TWO
                + """
                features: ["array[0] + x", "array[1]", "`jet1_b-tag`", {name: r, is: "sqrt(x**2 + y**2)"}]
                """);
    Path scores = Toy.apply(run, folder.resolve("s.root"), folder.resolve("sig.root"));
    Runs.sameScores(
        run, List.of(scores, Toy.apply(run, folder.resolve("b.root"), folder.resolve("bkg.root"))));
  }

  @Test
  void allFeaturesAreTheColumnsNotUsedElsewhere() throws Exception {
    two();
    Path run = train(TWO + "weight: w\nfeatures: [all, {name: x, is: x * 2, unit: GeV}]\n");
    String yaml = Files.readString(run.resolve("analysis.yaml"));
    assertThat(yaml)
        .contains("array[0]", "array[1]", "jet1_b-tag", "target", "x * 2")
        .doesNotContain("kind")
        .doesNotContain("eventNumber\n")
        .doesNotContain("word");
    // x is there once, as it was named
    assertThat(yaml.lines().filter(l -> l.contains("name: x") || l.strip().equals("- x")))
        .hasSize(1);
  }

  @Test
  void spectatorsAreCarriedAlongWhateverTheyAreCalled() {
    two();
    for (String name : List.of("sig.root", "bkg.root")) {
      Table events = Tables.read(folder.resolve(name), null);
      double[] half = new double[400];
      java.util.Arrays.fill(half, 0.5);
      Table more = events.with(NumberColumn.of("score", "", half));
      Toy.write(folder.resolve(name), "t", more);
    }
    Path run = train(TWO + "features: [x, y]\nspectators: [word, score, array, \"jet1_b-tag\"]\n");
    Table scores = Runs.scores(run);
    assertThat(scores.names()).endsWith("word", "score_", "array", "jet1_b-tag");
    assertThat(scores.numbers("array").width()).isEqualTo(2);
    TextColumn words = (TextColumn) scores.column("word");
    for (int i = 0; i < scores.rows(); i++) {
      assertThat(words.value(i)).isEqualTo(scores.numbers("input").value(i) == 0 ? "sig 1" : "bkg");
      assertThat(scores.numbers("score_").value(i)).isEqualTo(0.5);
    }
  }

  @Test
  void aConstantFeatureIsKeptOutAndSaid() {
    two();
    for (String name : List.of("sig.root", "bkg.root")) {
      Table events = Tables.read(folder.resolve(name), null);
      double[] tenths = new double[400];
      java.util.Arrays.fill(tenths, 0.1);
      Toy.write(folder.resolve(name), "t", events.with(NumberColumn.of("c", "", tenths)));
    }
    List<String> notes = new ArrayList<>();
    ProgressListener watch = Toy.noting(notes);
    Path analysis = Toy.analysis(folder, Toy.QUICK + TWO + "features: [x, c, y]\n");
    TrainService.run(Toy.request(analysis, folder.resolve("run")), watch);
    assertThat(notes).contains("feature c is excluded: it is 0.1 in every training event");
    assertThat(Tables.read(folder.resolve("sig.root"), null).names()).contains("c");
    // and so the model does without it
    write("sig.root", 50, 1, 1);
    Toy.apply(folder.resolve("run"), folder.resolve("s.root"), folder.resolve("sig.root"));
  }

  @Test
  void samplesInOtherUnitsAreRefused() {
    write("sig.root", 300, 1, 1);
    Table bkg = Toy.events(300, 2, 0);
    Toy.write(
        folder.resolve("bkg.root"),
        "t",
        Toy.with(bkg, NumberColumn.of("x", "MeV", (float[]) bkg.numbers("x").array())));
    for (String features : List.of("[x, y]", "all", "[y, 'x * 2']")) {
      assertThatThrownBy(() -> train(TWO + "features: " + features + "\n"))
          .hasMessageContaining("bkg.root")
          .hasMessageContaining("expected column x in GeV, as in")
          .hasMessageContaining("found MeV");
      Runs.nothing(folder.resolve("run"));
    }
  }

  @Test
  void numbersOfAnyMagnitudeAreTaken() {
    two();
    Path run =
        train(TWO + "features: [{name: tiny, is: x * 1e-300}, {name: huge, is: x * 1e37}, y]\n");
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.6);
  }
}
