package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Runs whose classes have the same distribution of some variables in the training.
class FlatteningRunTest {
  private static final int N = 4000;

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private Path run(String yaml, String name) {
    Toy.write(folder.resolve("events.csv"), "t", Toy.flat(Toy.mixed(N, 3)));
    Path analysis =
        Toy.analysis(
            folder,
            "samples: [events.csv]\nlabel: kind\nsignal: 1\nfeatures: [x]\n"
                + "model: {boosted-trees: {rounds: 20}}\n"
                + yaml);
    said.clear();
    ProgressListener watch = Toy.noting(said);
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch).folder();
  }

  @Test
  void nothingIsLearnedFromAVariableInWhichTheClassesAgree() {
    Path plain = run("", "plain");
    Path flat = run("flatten: {by: x, to: 1}\n", "flat");
    assertThat(Runs.metrics(plain).has("flattening")).isFalse();
    JsonNode closure = Runs.metrics(flat).get("flattening").get("closure");
    assertThat(closure).hasSize(1);
    assertThat(closure.get(0).get("class").asString()).isEqualTo("0");
    assertThat(closure.get(0).get("variable").asString()).isEqualTo("x");
    // unit Gaussians apart by 1.5
    assertThat(closure.get(0).get("distanceBefore").asDouble()).isBetween(0.5, 0.6);
    // where signal is far more frequent, factors are limited
    assertThat(closure.get(0).get("distanceAfter").asDouble()).isLessThan(0.12);
    assertThat(closure.get(0).get("limited").asDouble()).isBetween(0.001, 0.1);
    assertThat(said)
        .filteredOn(note -> note.startsWith("flattened for the training: of 0 in x the distance"))
        .hasSize(1);
    // figures have the physical weights, of which the scores follow little of x
    assertThat(Runs.figure(plain, "test", "auc")).isGreaterThan(0.82);
    assertThat(Runs.figure(flat, "test", "auc"))
        .isLessThan(Runs.figure(plain, "test", "auc") - 0.1);
    assertThat(Runs.figure(flat, "test", "weight")).isEqualTo(Runs.figure(plain, "test", "weight"));
  }

  @Test
  void whatIsWrittenTrainsTheSameAgain() {
    Path flat = run("flatten: {by: [x, 2 * y], to: flat}\n", "flat");
    assertThat(Runs.metrics(flat).get("flattening").get("closure")).hasSize(2);
    Runs.sameScoresAgain(flat, folder.resolve("again"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flatten: {by: x, to: sig}|flatten.to] expected one of the classes 0, 1, or flat, found"
            + " sig",
        "flatten: {by: [x, y, w, target], to: 1}|flatten.by] expected at most 3 variables, found"
            + " 4;",
        "flatten: {by: x}|flatten] expected the keys by and to, found the keys by",
        "flatten: {by: z, to: 1}|expected a column z"
      })
  void whatIsWrongIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> run(yaml + "\n", "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aRegressionHasNoClasses() {
    Path analysis =
        Toy.analysis(folder, "samples: [events.csv]\ntarget: target\nflatten: {by: x, to: flat}\n");
    assertThatThrownBy(() ->
            TrainService.run(Toy.request(analysis, folder.resolve("run")), ProgressListener.SILENT))
        .hasMessageContaining("a regression, with `target:`, has no classes to be flattened");
  }
}
