package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Variations of runs of parametrised networks, at each point.
class VariedParametersRunTest {
  private static final String KEYS =
      """
      samples: [{files: [s2.csv, s4.csv, s8.csv], class: s}, {files: b.csv, class: b}]
      signal: s
      features: [reco, mass]
      network: {layers: [8]}
      training: {epochs: 6, batch: 100}
      reference: false
      weight: w
      parameters: mass
      """;
  private static final double SHIFT = 0.2;

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private void write(String name, int n, double mass) {
    Rng rng = Rng.of(9).child(name);
    double[] reco = new double[n];
    double[] masses = new double[n];
    double[] w = new double[n];
    long[] number = new long[n];
    for (int i = 0; i < n; i++) {
      masses[i] = mass;
      reco[i] = mass > 0 ? mass + 0.5 * rng.normal(i) : 10 * rng.uniform(i);
      w[i] = i % 10 == 0 ? -1 : 1 + i % 3;
      number[i] = 7L * i + (long) mass;
    }
    Toy.write(
        folder.resolve(name + ".csv"),
        "t",
        Table.of(
            name,
            List.of(
                NumberColumn.of("reco", "", reco),
                NumberColumn.of("mass", "", masses),
                NumberColumn.of("w", "", w),
                NumberColumn.of("eventNumber", "", number))));
  }

  @BeforeEach
  void events() {
    write("s2", 800, 2);
    write("s4", 600, 4);
    write("s8", 500, 8);
    write("b", 2500, -1);
  }

  private Path run(String more) {
    said.clear();
    return TrainService.run(
            Toy.request(Toy.analysis(folder, KEYS + more), folder.resolve("run")), Toy.noting(said))
        .folder();
  }

  private Table read(String name) {
    return Tables.read(folder.resolve(name + ".csv"), null);
  }

  /// Scores of a file with another `reco` at a mass.
  private double[] scores(Path run, String name, String at) {
    Table events = read(name);
    double[] reco =
        Arrays.stream(Runs.values(events, "reco")).map(value -> value + SHIFT).toArray();
    Path file = folder.resolve("varied.csv");
    Toy.write(file, "t", Toy.with(events, NumberColumn.of("reco", "", reco)));
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run,
            List.of(file),
            null,
            folder.resolve("out.csv"),
            1,
            true,
            CsvLayout.USUAL,
            Optional.of(ScoringPoints.parse(List.of("mass=" + at)))),
        Toy.noting(new ArrayList<>()));
    return Runs.values(Tables.read(folder.resolve("out.csv"), null), "score_mass_" + at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "folds: {k: 3, by: eventNumber}\n"})
  void eachPointHasItsSignalAndAllBackgroundThere(String folds) throws IOException {
    Path run = run(folds + "variations: {jes: {up: {reco: reco + 0.2}}, w: {weight: {up: 2}}}\n");
    assertThat(said).noneMatch(note -> note.contains("could not"));
    JsonNode found = Runs.metrics(run).get("systematics");
    assertThat(found.propertyNames()).containsExactly("mass = 2", "mass = 4", "mass = 8");
    Table tested = Runs.scores(run);
    JsonNode points = Runs.metrics(run).get("parameters").get("points");
    for (int k = 0; k < 3; k++) {
      String at = List.of("2", "4", "8").get(k);
      JsonNode jes = found.get("mass = " + at).get("jes:up");
      // the nominal figure is that of the point
      assertThat(jes.get("auc").get("nominal").asDouble())
          .isCloseTo(points.get(k).get("auc").asDouble(), within(1e-12));
      JsonNode working = jes.get("workingPoints").get(2);
      assertThat(working.get("yields").get("b").get("change_error").asDouble()).isPositive();
      double cut = working.get("cut").asDouble();
      if (folds.isEmpty()) {
        Map<Integer, double[]> varied = new LinkedHashMap<>();
        varied.put(k, scores(run, "s" + at, at));
        varied.put(3, scores(run, "b", at));
        double[] passing = new double[4];
        double[] all = new double[4];
        for (int i = 0; i < tested.rows(); i++) {
          int input = (int) tested.numbers("input").integer(i, 0);
          double[] own = varied.get(input);
          if (own != null) {
            double w = tested.numbers("weight").value(i);
            all[input] += w;
            int entry = (int) tested.numbers("entry").integer(i, 0);
            passing[input] += own[entry] >= cut ? w : 0;
          }
        }
        assertThat(working.get("efficiencies").get("s").get("varied").asDouble())
            .isCloseTo(passing[k] / all[k], within(1e-9));
        assertThat(working.get("efficiencies").get("b").get("varied").asDouble())
            .isCloseTo(passing[3] / all[3], within(1e-9));
      }
      // yields are those of the point's signal, of all parts
      JsonNode yields = found.get("mass = " + at).get("w:up").get("yields");
      double whole = Arrays.stream(Runs.values(read("s" + at), "w")).sum();
      assertThat(yields.get("s").get("nominal").asDouble()).isCloseTo(whole, within(1e-6));
      assertThat(yields.get("s").get("varied").asDouble()).isCloseTo(2 * whole, within(1e-6));
    }
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("At mass = 8", "At each point of the parameters");
  }

  /// A point without signal among the validation events has no cuts: of a point that the training
  /// leaves out there are no variations.
  @Test
  void aPointThatIsLeftOutOfTheTrainingHasNone() {
    write("s6", 300, 6);
    Path analysis =
        Toy.analysis(
            folder,
            KEYS.replace(
                    "{files: b.csv, class: b}",
                    "{files: s6.csv, class: s, part: test}, {files: b.csv, class: b}")
                + "variations: {jes: {up: {reco: reco + 0.2}}}\n");
    Path run = Toy.train(analysis, folder.resolve("run"));
    assertThat(Runs.metrics(run).get("parameters").get("points").get(0).get("value").asDouble())
        .isEqualTo(6);
    assertThat(Runs.metrics(run).has("systematics")).isTrue();
    assertThat(Runs.metrics(run).get("systematics").has("mass = 6")).isFalse();
  }

  /// Data have no mass: they are scored at each point, and what is blinded at one is nowhere.
  @ParameterizedTest
  @ValueSource(strings = {"", "folds: {k: 3, by: eventNumber}\n"})
  void dataAreScoredAtEachPoint(String folds) throws IOException {
    Table measured =
        Toy.without(Table.concat("data", List.of(read("b"), read("s4").slice(0, 60))), "mass");
    Toy.write(folder.resolve("data.csv"), "t", measured);
    Path run = run(folds + "data: {files: data.csv, blind: none, classifier: true}\n");
    JsonNode data = Runs.metrics(run).get("data");
    assertThat(data.get("scores").propertyNames())
        .containsExactly("score at mass = 2", "score at mass = 4", "score at mass = 8");
    assertThat(data.get("features").propertyNames()).containsExactly("reco");
    assertThat(data.get("events").asInt()).isEqualTo(measured.rows());
    assertThat(data.get("classifier").get("importances")).hasSize(1);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("score at mass = 4", "Nothing is blinded");
    Path blinded =
        Toy.train(
            Toy.analysis(folder, KEYS + folds + "data: data.csv\n"), folder.resolve("blinded"));
    JsonNode shown = Runs.metrics(blinded).get("data");
    JsonNode cuts = shown.get("blindedFrom");
    boolean[] hidden = new boolean[measured.rows()];
    for (String at : List.of("2", "4", "8")) {
      double cut = cuts.get("mass = " + at).asDouble();
      double[] own = plain(blinded, "data", at);
      for (int i = 0; i < own.length; i++) {
        hidden[i] |= own[i] >= cut;
      }
    }
    int left = 0;
    for (boolean each : hidden) {
      left += each ? 0 : 1;
    }
    assertThat(shown.get("events").asInt()).isEqualTo(left).isBetween(1, measured.rows() - 1);
    assertThat(shown.get("signalBlinded").asDouble()).isGreaterThan(0.85);
  }

  private double[] plain(Path run, String name, String at) {
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run,
            List.of(folder.resolve(name + ".csv")),
            null,
            folder.resolve("out.csv"),
            1,
            true,
            CsvLayout.USUAL,
            Optional.of(ScoringPoints.parse(List.of("mass=" + at)))),
        Toy.noting(new ArrayList<>()));
    return Runs.values(Tables.read(folder.resolve("out.csv"), null), "score_mass_" + at);
  }

  /// Files of another generator, whose signal has its own masses.
  @Test
  void filesInThePlaceOfTheSignalAreMatched() {
    Table whole = Table.concat("s", List.of(read("s2"), read("s4"), read("s8")));
    Toy.write(folder.resolve("same.csv"), "t", whole);
    Path run = run("split: {by: eventNumber}\nvariations: {same: {files: same.csv, class: s}}\n");
    JsonNode found = Runs.metrics(run).get("systematics");
    for (String point : found.propertyNames()) {
      assertThat(found.get(point).get("same").get("unchanged").asBoolean()).as(point).isTrue();
    }
  }
}
