package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Runs of parametrised networks: a mass that is searched for is a feature.
class ParametersRunTest {
  private static final String SMALL =
      "signal: s\nfeatures: [reco, mass]\nnetwork: {layers: [16]}\n"
          + "training: {epochs: 12, batch: 100}\nreference: false\n";
  private static final String SAMPLES =
      "samples:\n  - {files: [s2.csv, s4.csv, s8.csv], class: s}\n"
          + "  - {files: b.csv, class: b}\n";

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  /// A measured mass: of the signal about its mass, of the background flat; the mass of the latter
  /// is a number that no event of the signal has.
  private void write(String name, int n, IntToDoubleFunction mass, boolean signal) {
    Rng rng = Rng.of(9).child(name);
    double[] reco = new double[n];
    double[] masses = new double[n];
    for (int i = 0; i < n; i++) {
      masses[i] = mass.applyAsDouble(i);
      reco[i] = signal ? masses[i] + 0.5 * rng.normal(i) : 10 * rng.uniform(i);
    }
    Toy.write(
        folder.resolve(name + ".csv"),
        "t",
        Table.of(
            name, List.of(NumberColumn.of("reco", "", reco), NumberColumn.of("mass", "", masses))));
  }

  @BeforeEach
  void events() {
    write("s2", 1500, _ -> 2, true);
    write("s4", 500, _ -> 4, true);
    write("s6", 500, _ -> 6, true);
    write("s8", 500, _ -> 8, true);
    write("b", 2500, _ -> -1, false);
  }

  private Path run(String yaml, String name) {
    said.clear();
    ProgressListener watch = Toy.noting(said);
    Path analysis = Toy.analysis(folder, yaml);
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch).folder();
  }

  private long apply(Path run, String file, String out, String at) {
    said.clear();
    return ApplyService.run(
        new ApplyService.ApplyRequest(
            run,
            List.of(folder.resolve(file)),
            null,
            folder.resolve(out),
            1,
            true,
            CsvLayout.USUAL,
            Optional.of(ScoringPoints.parse(List.of(at)))),
        Toy.noting(said));
  }

  private static JsonNode points(Path run) {
    return Runs.metrics(run).get("parameters").get("points");
  }

  @Test
  void eachPointHasItsFiguresAndFilesAreScoredAtPoints() throws IOException {
    Path run = run(SAMPLES + SMALL + "parameters: mass\n", "run");
    assertThat(said)
        .contains(
            "parameters: mass of the signal is 2, 4, 8, in training of the same sum of weights"
                + " each; background events draw one of them");
    JsonNode points = points(run);
    assertThat(points).hasSize(3);
    for (JsonNode point : points) {
      // a window of half a unit in ten: nearly all that can be known
      assertThat(point.get("auc").asDouble()).isGreaterThan(0.9);
      assertThat(point.get("auc_error").asDouble()).isBetween(0.001, 0.03);
    }
    assertThat(points.get(1).get("value").asDouble()).isEqualTo(4);
    assertThat(Files.readString(run.resolve("report.html"))).contains("Points of the parameter");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).contains("parameters: [mass]");
    // data have no mass
    Table data = Tables.read(folder.resolve("b.csv"), null);
    Toy.write(folder.resolve("data.csv"), "t", Toy.without(data, "mass"));
    assertThat(apply(run, "data.csv", "scores.csv", "mass=2,4,-1.5")).isEqualTo(2500);
    Table scores = Tables.read(folder.resolve("scores.csv"), null);
    assertThat(scores.names()).containsExactly("score_mass_2", "score_mass_4", "score_mass_m1p5");
    double[] reco = data.numbers("reco").toDoubles();
    double[] two = scores.numbers("score_mass_2").toDoubles();
    double[] four = scores.numbers("score_mass_4").toDoubles();
    for (int i = 0; i < reco.length; i++) {
      if (Math.abs(reco[i] - 2) < 0.3) {
        assertThat(two[i]).isGreaterThan(four[i]);
      }
      if (Math.abs(reco[i] - 4) < 0.3) {
        assertThat(four[i]).isGreaterThan(two[i]);
      }
    }
    assertThat(said)
        .contains(
            "mass = -1.5 is outside of the training, from 2.0 to 8.0: nothing is known of such"
                + " scores")
        .noneMatch(note -> note.startsWith("mass:"));
    // scored at its own value, an event has the same score
    write("one", 20, _ -> 4, true);
    apply(run, "one.csv", "at.csv", "mass=4.0");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(folder.resolve("one.csv")), null, folder.resolve("own.csv"), 1, true),
        ProgressListener.SILENT);
    assertThat(Tables.read(folder.resolve("at.csv"), null).numbers("score_mass_4p0").toDoubles())
        .isEqualTo(Tables.read(folder.resolve("own.csv"), null).numbers("score").toDoubles());
  }

  @Test
  void whatIsWrittenTrainsTheSameAgain() {
    Path run = run(SAMPLES + SMALL + "parameters: mass\n", "run");
    Runs.sameScoresAgain(run, folder.resolve("again"));
  }

  /// The training knows neither 6 nor events of it.
  @Test
  void aPointThatIsLeftOutIsInterpolated() {
    Path run =
        run(
            SAMPLES
                + "  - {files: s6.csv, class: s, part: test}\n"
                + SMALL
                + "parameters: [mass]\n",
            "run");
    JsonNode points = points(run);
    JsonNode six = points.get(0);
    assertThat(six.get("value").asDouble()).isEqualTo(6);
    assertThat(six.get("events").asInt()).isEqualTo(500);
    assertThat(six.get("auc").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void manyValuesAreGroups() {
    write("s2", 2000, i -> 1 + 8 * Rng.of(5).uniform(i), true);
    Path run =
        run(
            "samples: [{files: s2.csv, class: s}, {files: b.csv, class: b}]\n"
                + SMALL
                + "parameters: mass\n",
            "run");
    assertThat(said).anyMatch(note -> note.startsWith("parameters: mass of the signal has many"));
    assertThat(points(run)).hasSize(10);
    double middle = points(run).get(5).get("value").asDouble();
    assertThat(middle).isCloseTo(1 + 8 * 0.55, within(0.4));
    assertThat(points(run).get(5).get("auc").asDouble()).isGreaterThan(0.85);
  }

  @Test
  void theDefaultNetworkAndTreesTakeAParameterToo() {
    String features = "signal: s\nfeatures: [reco, mass]\nparameters: mass\nreference: false\n";
    Path network =
        run(SAMPLES + features + "members: 2\ntraining: {budget: quick, epochs: 6}\n", "run");
    assertThat(points(network).get(2).get("auc").asDouble()).isGreaterThan(0.85);
    Path trees = run(SAMPLES + features + "model: {boosted-trees: {rounds: 60}}\n", "trees");
    assertThat(points(trees).get(2).get("auc").asDouble()).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parameters: [mass, mass]|expected each parameter once, found mass twice",
        "parameters: []|expected a feature, or a list of features, found a list of 0",
        "parameters: [a, b, c, d, e, f, g, h, i]|expected at most 8 parameters, found 9",
        "parameters: mas|expected one of those named in `features:`, found mas; did you mean mass?",
        "parameters: mass\\nvariations: {m: {up: {mass: mass + 1}}}|expected parameters that no"
            + " variation changes, for they are hypotheses, found a variation of mass",
      })
  void whatIsWrongIsRefused(String yaml, String message) {
    refused(SAMPLES + SMALL + yaml.replace("\\n", "\n") + "\n", message);
  }

  private void refused(String yaml, String message) {
    assertThatThrownBy(() -> run(yaml, "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFeatureThatIsComputedIsNoParameter() {
    String features = "[reco, {name: twice, is: 2 * mass}]";
    refused(
        SAMPLES + SMALL.replace("[reco, mass]", features) + "parameters: twice\n",
        "expected a feature that is a column, whose value can be set, found twice, which is"
            + " computed: 2 * mass");
  }

  @Test
  void aSignalOfOneValueOrWithoutOneIsRefused() {
    String two = "samples: [{files: s2.csv, class: s}, {files: b.csv, class: b}]\n";
    assertThatThrownBy(() -> run(two + SMALL + "parameters: mass\n", "run"))
        .hasMessageContaining("expected two or more values of mass")
        .hasMessageContaining("found one, 2");
    write("s2", 300, i -> i == 7 ? Double.NaN : 2 + i % 2, true);
    assertThatThrownBy(() -> run(two + SMALL + "parameters: mass\n", "run"))
        .hasMessageContaining("expected a finite mass in every signal event");
    assertThatThrownBy(() -> run("samples: [b.csv]\ntarget: reco\nparameters: mass\n", "run"))
        .hasMessageContaining("a regression, with `target:`, has no signal");
    assertThatThrownBy(() ->
            run(
                "samples: [{files: s2.csv, class: a}, {files: b.csv, class: b}, {files: s4.csv,"
                    + " class: c}]\nfeatures: [reco, mass]\nparameters: mass\n",
                "run"))
        .hasMessageContaining("expected a signal against a background, found 3 classes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mass|expected a feature and its values, as in mass=500,750, found mass",
        "mass=|expected a feature and its values",
        "mass=1,x|expected finite numbers, found x",
        "mass=1d|expected finite numbers, found 1d",
        "mass=NaN|expected finite numbers, found NaN",
        "mass=1,1|expected each value once, found 1 twice",
        "mass=1e3,1e+3|expected each value once, found 1e+3 twice",
        "mass=0x1p3|expected finite numbers, found 0x1p3",
      })
  void pointsThatAreNoneAreRefused(String at, String message) {
    assertThatThrownBy(() -> ScoringPoints.parse(List.of(at)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void pointsAreAtMostAThousand() {
    StringBuilder many = new StringBuilder("mass=0");
    for (int i = 1; i < 1000; i++) {
      many.append(',').append(i);
    }
    assertThat(ScoringPoints.parse(List.of(many.toString())).points()).hasSize(1000);
    assertThatThrownBy(() -> ScoringPoints.parse(List.of(many + ",1000")))
        .hasMessageContaining("expected at most 1000 values");
    assertThat(ScoringPoints.parse(List.of(" m = 1 , 2e3")))
        .isEqualTo(new ScoringPoints(List.of("m"), List.of(List.of("1"), List.of("2e3"))));
  }

  @Test
  void aFeatureThatTheModelDoesNotHaveIsRefused() {
    Path run = run(SAMPLES + SMALL + "parameters: mass\n", "run");
    assertThatThrownBy(() -> apply(run, "b.csv", "scores.csv", "mas=2"))
        .hasMessageContaining("[--at] expected a feature of the model, found mas")
        .hasMessageContaining("did you mean mass?");
  }
}
