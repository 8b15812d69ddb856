package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Runs that treat negative weights in the training.
class NegativeWeightsRunTest {
  private static final String TREES = "model: {boosted-trees: {rounds: 60, depth: 3}}\n";

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private Path run(String yaml, String name) {
    Path analysis = Toy.analysis(folder, SignedToy.SAMPLES + yaml);
    said.clear();
    ProgressListener watch = Toy.noting(said);
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch).folder();
  }

  private static JsonNode worst(JsonNode section) {
    JsonNode worst = section.get("closure").get(0);
    for (JsonNode each : section.get("closure")) {
      worst = each.get("p").asDouble() < worst.get("p").asDouble() ? each : worst;
    }
    return worst;
  }

  @Test
  void refinedWeightsCloseAndTheRunIsThatOfThePhysicalSample() {
    SignedToy.write(folder, 4000, 0.6, 1);
    Path absolute = run("negativeWeights: absolute\n" + TREES, "absolute");
    JsonNode wrong = Runs.metrics(absolute).get("negativeWeights");
    assertThat(worst(wrong).get("feature").asString()).isEqualTo("x");
    assertThat(worst(wrong).get("class").asString()).isEqualTo("background");
    assertThat(worst(wrong).get("p").asDouble()).isLessThan(1e-12);
    assertThat(said).anyMatch(note -> note.contains("it does not close, since negative weights"));
    Path refined = run("negativeWeights: refine\n" + TREES, "refined");
    JsonNode right = Runs.metrics(refined).get("negativeWeights");
    assertThat(worst(right).get("p").asDouble()).as("%s", right).isGreaterThan(2e-4);
    JsonNode sample = right.get("samples").get("background");
    assertThat(sample.get("learned").asBoolean()).isTrue();
    // 0.6 pairs an event: (1 / 2.2)^2 of the events are left, refined weights are worth more
    double events = sample.get("events").asDouble();
    assertThat(sample.get("effectiveEvents").asDouble() / events).isBetween(0.18, 0.24);
    assertThat(sample.get("effectiveEventsTrained").asDouble() / events).isBetween(0.5, 0.9);
    assertThat(sample.get("clipped").asDouble()).isLessThan(0.02);
    SignedToy.write(folder, 4000, 0, 1);
    Path physical = run(TREES, "physical");
    assertThat(Runs.metrics(physical).has("negativeWeights")).isFalse();
    double error =
        Math.hypot(
            Runs.figure(physical, "test", "auc_error"), Runs.figure(refined, "test", "auc_error"));
    assertThat(Runs.figure(refined, "test", "auc"))
        .isBetween(
            Runs.figure(physical, "test", "auc") - 2.5 * error,
            Runs.figure(physical, "test", "auc") + 2.5 * error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignore", "absolute", "refine"})
  void figuresKeepTheWeightsAsTheyAreAndTheTrainingTheSumOfEachSample(String how) {
    SignedToy.write(folder, 600, 0.3, 2);
    Path plain = run(Toy.QUICK, "plain");
    Path treated = run("negativeWeights: " + how + "\n" + Toy.QUICK, "treated");
    for (String part : List.of("train", "validation", "test")) {
      assertThat(Runs.figure(treated, part, "weight"))
          .isEqualTo(Runs.figure(plain, part, "weight"));
    }
    assertThat(Runs.values(Runs.scores(treated), "weight"))
        .isEqualTo(Runs.values(Runs.scores(plain), "weight"));
    assertThat(Runs.values(Runs.scores(treated), "score"))
        .isNotEqualTo(Runs.values(Runs.scores(plain), "score"));
    assertThat(said)
        .filteredOn(note -> note.startsWith("negative weights, " + how + ": of sample signal"))
        .hasSize(1);
  }

  @Test
  void keepIsWhatAnAnalysisWithoutTheKeyDoes() throws IOException {
    SignedToy.write(folder, 400, 0.2, 3);
    Path plain = run(Toy.QUICK, "plain");
    byte[] model = Files.readAllBytes(plain.resolve("model.safetensors"));
    String written = Files.readString(plain.resolve("analysis.yaml"));
    Path kept = run("negativeWeights: keep\n" + Toy.QUICK, "kept");
    assertThat(Files.readAllBytes(kept.resolve("model.safetensors"))).isEqualTo(model);
    assertThat(Files.readString(kept.resolve("analysis.yaml"))).isEqualTo(written);
  }

  @Test
  void whatIsWrittenTrainsTheSameAgain() {
    SignedToy.write(folder, 500, 0.3, 4);
    Path one = run("negativeWeights: refine\n" + Toy.QUICK, "one");
    Runs.sameScoresAgain(one, folder.resolve("again"));
  }

  @Test
  void withFewNegativeWeightsTheirShareIsAllThatIsLearned() {
    SignedToy.write(folder, 200, 0.05, 5);
    Path refined = run("negativeWeights: refine\n" + Toy.QUICK, "refined");
    JsonNode samples = Runs.metrics(refined).get("negativeWeights").get("samples");
    assertThat(samples.get("background").get("learned").asBoolean()).isFalse();
    assertThat(samples.get("background").get("clipped").asDouble()).isZero();
    assertThat(said).anyMatch(note -> note.contains("too few of one sign to learn more"));
  }

  @Test
  void whereNoWeightIsNegativeNothingChanges() {
    SignedToy.write(folder, 200, 0, 6);
    Path plain = run(Toy.QUICK, "plain");
    Path refined = run("negativeWeights: refine\n" + Toy.QUICK, "refined");
    assertThat(said).contains("`negativeWeights: refine` changes nothing: no weight is negative");
    assertThat(Runs.values(Runs.scores(refined), "score"))
        .isEqualTo(Runs.values(Runs.scores(plain), "score"));
  }

  @Test
  void foldsLearnTheSignsOfTheirOwnTrainingEvents() {
    SignedToy.write(folder, 400, 0.4, 7);
    Path folded = run("negativeWeights: refine\nfolds: 3\n" + Toy.QUICK, "folded");
    assertThat(Runs.metrics(folded).get("negativeWeights").get("closure")).isNotEmpty();
    assertThat(said).anyMatch(note -> note.startsWith("fold 1: negative weights, refine"));
  }

  @Test
  void treatmentsAreComparedSideBySide() {
    SignedToy.write(folder, 800, 0.5, 8);
    Path all = run("negativeWeights: {how: refine, compare: true}\n" + TREES, "all");
    JsonNode compared = Runs.metrics(all).get("negativeWeights").get("compared");
    assertThat(compared.propertyNames())
        .containsExactly("keep", "nonnegative", "ignore", "absolute", "refine");
    assertThat(compared.get("keep").get("none").asString())
        .contains("expected weights that are not negative");
    assertThat(compared.get("refine").get("auc").asDouble())
        .isEqualTo(Runs.figure(all, "test", "auc"));
    assertThat(compared.get("absolute").get("worstClosure").get("closes").asBoolean()).isFalse();
    // the same figures as of a run that has that treatment
    Path ignoring = run("negativeWeights: ignore\n" + TREES, "ignoring");
    assertThat(
            Math.abs(
                compared.get("ignore").get("auc").asDouble()
                    - Runs.figure(ignoring, "test", "auc")))
        .isLessThan(0.01);
  }

  @Test
  void aNetworkComparesThemToo() {
    SignedToy.write(folder, 400, 0.4, 9);
    Path all = run("negativeWeights: {compare: true}\n" + Toy.QUICK, "all");
    JsonNode section = Runs.metrics(all).get("negativeWeights");
    assertThat(section.get("treatment").asString()).isEqualTo("keep");
    for (String each : List.of("keep", "nonnegative", "ignore", "absolute", "refine")) {
      assertThat(section.get("compared").get(each).get("auc").asDouble()).as(each).isPositive();
    }
    assertThat(section.get("closure")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "negativeWeights: refined|expected a treatment of negative weights: keep, nonnegative,"
            + " ignore, absolute, refine, found refined; did you mean refine?",
        "negativeWeights: {how: refine, compared: true}|expected one of the keys how, compare",
        "negativeWeights: refine\\nflatten: {by: x, to: signal}|expected `negativeWeights:` or"
            + " `flatten:`, found both",
        "negativeWeights: {compare: true}\\nflatten: {by: x, to: signal}|expected `compare:` of"
            + " `negativeWeights:`, or `flatten:`",
        "negativeWeights: {compare: true}\\nfolds: 3|expected `compare:` of `negativeWeights:` or"
            + " `folds:`"
      })
  void whatIsWrongIsRefused(String yaml, String message) {
    SignedToy.write(folder, 200, 0.2, 10);
    String keys = yaml.replace("\\n", "\n") + "\n" + Toy.QUICK;
    assertThatThrownBy(() -> run(keys, "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignore", "absolute", "refine"})
  void aSampleOfANegativeSumHasNoWeightsOfOneSign(String how) {
    SignedToy.write(folder, 200, 0.2, 11);
    // an interference that takes away more than it adds
    Toy.write(folder.resolve("less.csv"), "t", SignedToy.events(200, 0.2, 0, 1, 12));
    Path analysis =
        Toy.analysis(
            folder,
            SignedToy.SAMPLES.replace(
                    "weight: w\n",
                    "  - {files: less.csv, class: background, weight: -0.1}\nweight: w\n")
                + ("negativeWeights: " + how + "\n" + Toy.QUICK));
    assertThatThrownBy(() ->
            TrainService.run(Toy.request(analysis, folder.resolve("run")), ProgressListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected weights of sample less with a positive sum")
        .hasMessageContaining("negativeWeights: keep");
  }

  @Test
  void aNonNegativeRiskKeepsTheWeights() {
    SignedToy.write(folder, 400, 1.2, 12);
    String network =
        """
        network: {layers: [64], dropout: 0}
        training: {epochs: 6, batch: 64, patience: 0}
        """;
    Path plain = run("negativeWeights: keep\n" + network, "plain");
    Path bounded = run("negativeWeights: nonnegative\n" + network, "bounded");
    assertThat(Runs.metrics(bounded).get("negativeWeights").get("treatment").asString())
        .isEqualTo("nonnegative");
    assertThat(Runs.figure(bounded, "test", "weight"))
        .isEqualTo(Runs.figure(plain, "test", "weight"));
    assertThat(Runs.values(Runs.scores(bounded), "score"))
        .isNotEqualTo(Runs.values(Runs.scores(plain), "score"));
    assertThatThrownBy(() -> run("negativeWeights: nonnegative\n" + TREES, "trees"))
        .hasMessageContaining("expected weights that are not negative");
  }

  @Test
  void ofARegressionTheErrorIsCompared() {
    SignedToy.write(folder, 500, 0.4, 14);
    Path analysis =
        Toy.analysis(
            folder,
            "samples: [background.csv]\ntarget: y + x\nfeatures: [x]\nweight: w\n"
                + "allowLeak: true\n"
                + "negativeWeights: {how: refine, compare: true}\n"
                + Toy.QUICK);
    Path run = Toy.train(analysis, folder.resolve("run"));
    JsonNode section = Runs.metrics(run).get("negativeWeights");
    assertThat(section.get("closure").get(0).has("class")).isFalse();
    for (String each : List.of("keep", "nonnegative", "ignore", "absolute", "refine")) {
      assertThat(section.get("compared").get(each).get("rmse").asDouble()).as(each).isPositive();
    }
  }
}
