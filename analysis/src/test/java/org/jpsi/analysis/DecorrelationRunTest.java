package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Runs whose score must not depend on a variable in background events.
class DecorrelationRunTest {
  private static final String SMALL =
      "features: [x, y]\nnetwork: {layers: [16]}\ntraining: {epochs: 16, batch: 400}\n";
  private static final String START = "samples: [events.csv]\nlabel: kind\nsignal: 1\n";

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void events() {
    Toy.write(folder.resolve("events.csv"), "t", Toy.flat(Toy.mixed(3000, 3)));
  }

  private Path run(String yaml, String name) {
    said.clear();
    ProgressListener watch = Toy.noting(said);
    Path analysis = Toy.analysis(folder, START + yaml);
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch).folder();
  }

  private static JsonNode variable(Path run, String name) {
    return Runs.metrics(run).get("decorrelation").get("variables").get(name);
  }

  private static double correlation(Path run, String name) {
    return variable(run, name).get("distanceCorrelation").asDouble();
  }

  @Test
  void theScoreDoesNotFollowWhatItIsDecorrelatedFrom() throws IOException {
    Path plain = run(SMALL + "decorrelate: {from: x, strength: 0}\n", "plain");
    assertThat(correlation(plain, "x")).isGreaterThan(0.9);
    assertThat(Runs.figure(plain, "test", "auc")).isGreaterThan(0.8);
    Path disco = run(SMALL + "decorrelate: {from: x, strength: 20}\n", "disco");
    assertThat(correlation(disco, "x")).isLessThan(0.4);
    JsonNode figures = Runs.metrics(disco).get("decorrelation");
    assertThat(figures.get("cuts")).hasSize(4);
    assertThat(figures.get("cuts").get(2).get("signal").asDouble()).isEqualTo(0.5);
    assertThat(figures.get("cuts").get(2).get("rejection").asDouble()).isGreaterThan(1);
    double before = variable(plain, "x").get("divergences").get(2).get("jensenShannon").asDouble();
    double after = variable(disco, "x").get("divergences").get(2).get("jensenShannon").asDouble();
    assertThat(after).isLessThan(before / 3);
    assertThat(said).noneMatch(note -> note.startsWith("decorrelate: batches"));
    String report = Files.readString(disco.resolve("report.html"));
    assertThat(report)
        .contains("Decorrelation of the score in background events")
        .contains("in the first quarter of the epochs the training loss is the classifier");
    assertThat(Files.readString(plain.resolve("report.html"))).doesNotContain("first quarter");
  }

  @Test
  void whatIsWrittenTrainsTheSameAgain() throws IOException {
    Path disco = run(SMALL + "decorrelate: {from: [x, x * y], strength: 5}\n", "disco");
    assertThat(Files.readString(disco.resolve("analysis.yaml")))
        .contains("decorrelate: {from: [x, x * y], how: disco, strength: 5")
        .contains("loss: bce");
    Runs.sameScoresAgain(disco, folder.resolve("again"));
  }

  @Test
  void theDefaultNetworkDoesEachMemberForItself() {
    String quick = "features: [x, y]\nmembers: 2\ntraining: {budget: quick, epochs: 8}\n";
    Path disco = run(quick + "decorrelate: {from: x, strength: 30}\n", "disco");
    assertThat(correlation(disco, "x")).isLessThan(0.5);
    assertThat(said).noneMatch(note -> note.startsWith("decorrelate: batches"));
  }

  @Test
  void planingFlattensTheVariableForEveryModel() {
    Path planed =
        run(
            "features: [x, y]\nmodel: {boosted-trees: {rounds: 20}}\n"
                + "decorrelate: {from: x, how: planing}\n",
            "planed");
    JsonNode closure = Runs.metrics(planed).get("flattening").get("closure");
    assertThat(closure.get(0).get("variable").asString()).isEqualTo("x");
    assertThat(closure.get(0).get("distanceAfter").asDouble())
        .isLessThan(0.5 * closure.get(0).get("distanceBefore").asDouble());
    assertThat(variable(planed, "x").get("divergences")).hasSize(4);
  }

  @Test
  void foldsAreTrainedAndPooled() {
    Path folds = run(SMALL + "folds: {k: 3}\ndecorrelate: {from: x, strength: 20}\n", "folds");
    assertThat(correlation(folds, "x")).isLessThan(0.5);
  }

  @Test
  void theVariableIsNoFeatureUnlessNamed() {
    String quick = "network: {layers: [4]}\ntraining: {epochs: 2, batch: 50}\n";
    assertThat(features(run(quick + "decorrelate: {from: target}\n", "one")))
        .contains("x", "y")
        .doesNotContain("target");
    assertThat(said)
        .anyMatch(note -> note.matches("decorrelate: batches of 50 events tell .* 1[78].}` is.*"));
    assertThat(features(run(quick + "decorrelate: {from: target / 2}\n", "two")))
        .contains("target");
  }

  private static List<String> features(Path run) {
    return ModelFile.read(run.resolve(RunFolder.MODEL)).features().names();
  }

  @Test
  void eventsWithoutTheVariableAreToldAndHaveNoPart() {
    Path run =
        run(SMALL + "decorrelate: {from: \"y > 1.5 ? 0.0 / 0.0 : x\", strength: 5}\n", "run");
    assertThat(said).anyMatch(note -> note.contains("have no y > 1.5") && note.contains("(NaN)"));
    JsonNode variables = Runs.metrics(run).get("decorrelation").get("variables");
    assertThat(variables.iterator().next().get("without").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decorrelate: {how: disco}|expected the key from",
        "decorrelate: {from: z}|expected a column z",
        "decorrelate: {form: x}|did you mean from?",
        "decorrelate: {from: [x, x]}|expected every variable once, found x twice",
        "decorrelate: {from: x, how: disc}|did you mean disco?",
        "decorrelate: {from: x, strength: -1}|expected a strength from 0 to 10000, found -1",
        "decorrelate: {from: x, how: planing, strength: 3}|expected `how: disco`, which has a"
            + " strength",
        "decorrelate: {from: [x, y, w, target], how: planing}|expected at most 3 variables",
        "decorrelate: {from: 1 / (x - x)}|expected finite numbers, or NaN, in 1 / (x - x)",
      })
  void whatIsWrongIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> run(SMALL + yaml + "\n", "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    refused(
        "model: boosted-trees\ndecorrelate: {from: x}\n",
        "expected `model: network`, whose loss has the term of `how: disco`, found `model:"
            + " boosted-trees`; train the network alone, or say `how: planing`");
    refused("model: mix\ndecorrelate: {from: x}\n", "found `model: mix`");
    refused(
        "flatten: {by: x, to: flat}\ndecorrelate: {from: x, how: planing}\n",
        "expected `how: planing` or `flatten:`, which are the same training weights, found both");
    refused(
        SMALL + "weight: w\ndecorrelate: {from: x}\n",
        "expected background events with weights of zero or more, for `how: disco`, found");
    assertThatThrownBy(() ->
            TrainService.run(
                Toy.request(
                    Toy.analysis(
                        folder, "samples: [events.csv]\ntarget: target\ndecorrelate: {from: x}\n"),
                    folder.resolve("run")),
                ProgressListener.SILENT))
        .hasMessageContaining("a regression, with `target:`, has no background");
  }

  private void refused(String yaml, String message) {
    assertThatThrownBy(() -> run(yaml, "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void severalClassesWithoutASignalHaveNoBackground() {
    Path analysis =
        Toy.analysis(
            folder,
            "samples: [events.csv]\nlabel: \"x > 2 ? 2 : kind\"\nfeatures: [y]\n"
                + "decorrelate: {from: x, how: planing}\n");
    assertThatThrownBy(() ->
            TrainService.run(Toy.request(analysis, folder.resolve("run")), ProgressListener.SILENT))
        .hasMessageContaining("expected a signal against a background, found 3 classes");
  }
}
