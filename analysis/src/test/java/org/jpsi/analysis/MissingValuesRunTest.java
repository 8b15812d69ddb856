package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs on events in which a feature is missing (NaN): more often in the signal, so that this is
/// worth to be learned.
class MissingValuesRunTest {
  private static final int N = 1500;

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private Path analysis(IntPredicate missing, String model) {
    double[] x = new double[N];
    double[] y = new double[N];
    int[] signal = new int[N];
    for (int i = 0; i < N; i++) {
      signal[i] = i % 2;
      x[i] = missing.test(i) ? Double.NaN : Rng.of(1).normal(i) + 0.7 * signal[i];
      y[i] = Rng.of(2).normal(i) - 0.7 * signal[i];
    }
    Table events =
        Table.of(
            "events",
            List.of(
                NumberColumn.of("x", "", x),
                NumberColumn.of("y", "", y),
                NumberColumn.of("s", "", signal)));
    Toy.write(folder.resolve("events.csv"), "t", events);
    return Toy.analysis(
        folder, "samples: [events.csv]\nlabel: s\nsignal: 1\nfeatures: [x, y]\n" + model + "\n");
  }

  private static boolean often(int event) {
    return Rng.of(3).uniform(event) < (event % 2 == 1 ? 0.6 : 0.1);
  }

  private Path run(Path analysis, String name, String... set) {
    said.clear();
    ProgressListener watch = Toy.noting(said);
    return TrainService.run(Toy.request(analysis, folder.resolve(name), set), watch).folder();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model: {boosted-trees: {rounds: 60}}",
        "model: random-forest",
        "members: 2\ntraining: {epochs: 12, batch: 64}"
      })
  void thatAValueIsMissingIsLearnedSaidAndScored(String model) {
    Path run = run(analysis(MissingValuesRunTest::often, model), "run");
    // of y and x, were it never missing: 0.79
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.82);
    assertThat(said)
        .filteredOn(note -> note.contains("missing"))
        .singleElement()
        .asString()
        .matches(
            "missing values \\(NaN\\) in training events: x in 3[2-8] %; that a value is missing is"
                + " learned from, and such events are scored");
    assertThat(said).noneMatch(note -> note.contains("could not"));
    Model kept = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(kept.preprocessing().columns().getFirst().missing()).isBetween(0.3, 0.4);
    assertThat(kept.preprocessing().columns().getLast().missing()).isZero();
    Path scores = Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv"));
    Runs.sameScores(run, List.of(scores));
    assertThat(Runs.values(Runs.scores(run), "score")).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model: nearest-neighbors",
        "model: decision-tree",
        "model: [boosted-trees, decision-tree]",
        "network: {layers: [8]}"
      })
  void modelsThatCannotLearnFromThemRefuseThem(String model) {
    Path analysis = analysis(MissingValuesRunTest::often, model);
    assertThatThrownBy(() -> run(analysis, "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected finite numbers in all features, found x (5")
        .hasMessageContaining(" NaN of 1500: ");
  }

  /// One event is in one part: some seed has it outside training.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "members: 2\ntraining: {epochs: 6, batch: 64}",
        "model: {boosted-trees: {rounds: 20}}"
      })
  void whatIsMissingOutsideTrainingAloneIsTakenForTheCenter(String model) {
    Path analysis = analysis(i -> i == 3, model);
    String note = "";
    Path run = folder;
    for (int seed = 1; seed <= 20 && note.isEmpty(); seed++) {
      run = run(analysis, "run" + seed, "seed=" + seed);
      note = said.stream().filter(n -> n.startsWith("feature x: missing")).findFirst().orElse("");
    }
    assertThat(note)
        .matches(
            "feature x: missing \\(NaN\\) in one event \\(1 of (validation|test)\\), but in no"
                + " training event, of which a model could learn what that means: taken for"
                + " 0\\.\\d+, the center of the training events");
    Model kept = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(kept.preprocessing().columns().getFirst().takesMissing()).isTrue();
    Path scores = Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv"));
    Runs.sameScores(run, List.of(scores));
    assertThat(Runs.values(Runs.scores(run), "score")).doesNotContain(Double.NaN);
  }

  @Test
  void whereThatIsRefusedThePartAndWhatToDoAreSaid() {
    Path analysis = analysis(i -> i == 3 || i == 4, "network: {layers: [8]}");
    assertThatThrownBy(() -> run(analysis, "run", "split={train: 0.6, validation: 0.2, test: 0.2}"))
        .isInstanceOf(InputException.class)
        .message()
        .containsPattern(
            "found x \\(2 NaN of 1500: (2|1) of (train|validation|test)(, 1 of test|)\\);")
        .endsWith(
            "exclude them with `select: \"isfinite(x)\"`, or fill them with `{name: ..., is:"
                + " \"isfinite(x) ? x : 0\"}`, or train models that take missing values: the"
                + " default network (without `network:`), `boosted-trees`");
  }

  /// The same events twice: with NaN, and with a code in its place.
  private Path coded(String name, double code, String yaml) {
    double[] x = new double[N];
    long[] n = new long[N];
    int[] signal = new int[N];
    for (int i = 0; i < N; i++) {
      signal[i] = i % 2;
      x[i] = often(i) ? code : Rng.of(1).normal(i) + 0.7 * signal[i];
      n[i] = often(i + N) ? -1 : Math.round(4 * Rng.of(2).uniform(i)) + signal[i];
    }
    Table events =
        Table.of(
            "events",
            List.of(
                NumberColumn.of("x", "", x),
                NumberColumn.of("n", "", n),
                NumberColumn.of("s", "", signal)));
    Toy.write(folder.resolve(name + ".csv"), "t", events);
    return Toy.analysis(
        folder,
        "name: toy\nsamples: ["
            + name
            + ".csv]\nlabel: s\nsignal: 1\nfeatures: [x, n]\nmodel: {boosted-trees: {rounds: 9}}\n"
            + yaml);
  }

  @Test
  void aCodeIsMissingAsNaNIsInTrainingAndWhereTheModelIsApplied() {
    Path nan = run(coded("nan", Double.NaN, "missing: {n: -1}\n"), "by-nan");
    Path code = run(coded("code", -999, "missing: {x: -999, \"?\": -1}\n"), "by-code");
    assertThat(said)
        .anyMatch(note -> note.startsWith("missing values (NaN) in training events: x"));
    assertThat(said).noneMatch(note -> note.contains("outlier"));
    assertThat(Runs.values(Runs.scores(code), "score"))
        .isEqualTo(Runs.values(Runs.scores(nan), "score"));
    Model kept = ModelFile.read(code.resolve("model.safetensors"));
    assertThat(kept.columns())
        .containsExactly(
            new InputColumn("x", false, 1, "", List.of(-999.0, -1.0)),
            new InputColumn("n", false, 1, "", List.of(-1.0)));
    Path scores = Toy.apply(code, folder.resolve("s.csv"), folder.resolve("code.csv"));
    Runs.sameScores(code, List.of(scores));
    assertThat(AnalysisReader.read(code.resolve("analysis.yaml"), List.of()).analysis().missing())
        .isEqualTo(
            new MissingCodes(
                new LinkedHashMap<>(Map.of("x", List.of(-999.0), "?", List.of(-1.0)))));
  }

  /// Figures of data and variations with a code are those with NaN in its place.
  @ParameterizedTest
  @ValueSource(strings = {"", "folds: 3\n"})
  void codesAreMissingInDataAndVariationsToo(String folds) {
    String more =
        folds
            + "data: {files: %s.csv, classifier: true}\n"
            + "variations: {jes: {up: {x: x + 0.25}}, n: {up: {x: \"isnan(x) ? 3 : x\"}}}\n";
    Path nan = run(coded("nan", Double.NaN, "missing: {n: -1}\n" + more.formatted("nan")), "a");
    Path code =
        run(coded("code", -999, "missing: {x: -999, n: -1}\n" + more.formatted("code")), "b");
    assertThat(said).noneMatch(note -> note.contains("could not") || note.contains("not compared"));
    for (String key : List.of("data", "systematics")) {
      assertThat(Runs.metrics(code).path(key)).isEqualTo(Runs.metrics(nan).path(key));
      assertThat(Runs.metrics(code).path(key).isEmpty()).isFalse();
    }
    assertThat(Runs.metrics(code).path("systematics").path("n:up").path("unchanged").asBoolean())
        .isFalse();
  }

  @Test
  void aCodeThatIsNotSaidIsNamed() {
    var unused = run(coded("code", -999, ""), "run");
    assertThat(said)
        .filteredOn(note -> note.contains("outlier"))
        .singleElement()
        .asString()
        .startsWith("feature x: ")
        .endsWith("; if this value marks what is missing, say so: `missing: {x: -999}`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing: {y: -999}|missing.y] expected a column of that name, or columns that match it, in"
            + " some sample, found none among 3",
        "missing: {x: .nan}|missing.x] expected a number, found .nan",
        "missing: {x: -999}, select: x > -999|select] expected no comparison of x with its code"
      })
  void whatIsWrongIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> run(coded("code", -999, yaml.replace(", s", "\ns") + "\n"), "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
