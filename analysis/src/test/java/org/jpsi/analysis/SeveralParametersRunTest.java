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
import java.util.stream.IntStream;
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

/// Runs of networks with several parameters: mass and width of what is searched for.
class SeveralParametersRunTest {
  private static final String SMALL =
      "signal: s\nfeatures: [reco, mass, width]\nnetwork: {layers: [24]}\n"
          + "training: {epochs: 15, batch: 100}\nreference: false\nparameters: [mass, width]\n";
  private static final String SAMPLES =
      "samples:\n  - {files: [s2n.csv, s2w.csv, s6n.csv, s6w.csv], class: s}\n"
          + "  - {files: b.csv, class: b}\n";

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private void write(
      String name,
      int n,
      IntToDoubleFunction mass,
      IntToDoubleFunction width,
      IntToDoubleFunction reco) {
    Toy.write(
        folder.resolve(name + ".csv"),
        "t",
        Table.of(
            name,
            List.of(
                NumberColumn.of("reco", "", IntStream.range(0, n).mapToDouble(reco).toArray()),
                NumberColumn.of("mass", "GeV", IntStream.range(0, n).mapToDouble(mass).toArray()),
                NumberColumn.of(
                    "width", "GeV", IntStream.range(0, n).mapToDouble(width).toArray()))));
  }

  private void signal(String name, int n, double mass, double width) {
    Rng rng = Rng.of(9).child(name);
    write(name, n, _ -> mass, _ -> width, i -> mass + width * rng.normal(i));
  }

  @BeforeEach
  void events() {
    signal("s2n", 900, 2, 0.3);
    signal("s2w", 400, 2, 1);
    signal("s6n", 400, 6, 0.3);
    signal("s6w", 700, 6, 1);
    Rng rng = Rng.of(7);
    write("b", 2500, _ -> -1, _ -> -1, i -> 10 * rng.uniform(i) - 1);
  }

  private Path run(String yaml, String name) {
    said.clear();
    return TrainService.run(
            Toy.request(Toy.analysis(folder, yaml), folder.resolve(name)), Toy.noting(said))
        .folder();
  }

  private long apply(Path run, String file, String out, String... at) {
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

  @Test
  void eachCombinationHasItsFiguresAndFilesAreScoredAtPoints() throws IOException {
    Path run = run(SAMPLES + SMALL, "run");
    assertThat(said)
        .contains(
            "parameters: (mass, width) of the signal is (2, 0.3000), (2, 1), (6, 0.3000), (6, 1),"
                + " in training of the same sum of weights each; background events draw the values"
                + " of one signal event, together");
    JsonNode found = Runs.metrics(run).get("parameters");
    assertThat(found.get("parameters").toString()).isEqualTo("[\"mass\",\"width\"]");
    JsonNode points = found.get("points");
    assertThat(points).hasSize(4);
    assertThat(points.get(2).get("values").toString()).isEqualTo("{\"mass\":6.0,\"width\":0.3}");
    // narrow ones are told apart better
    for (int k = 0; k < 4; k += 2) {
      assertThat(points.get(k).get("auc").asDouble()).isGreaterThan(0.93);
      assertThat(points.get(k + 1).get("auc").asDouble()).isBetween(0.75, 0.93);
    }
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Points of the parameters mass, width", "figure-parameters-2");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("parameters: [mass, width]");
    Toy.write(
        folder.resolve("data.csv"),
        "t",
        Toy.without(Tables.read(folder.resolve("b.csv"), null), "mass", "width"));
    assertThat(apply(run, "data.csv", "scores.csv", "mass=2,width=0.3", "width=1,mass=6"))
        .isEqualTo(2500);
    Table scores = Tables.read(folder.resolve("scores.csv"), null);
    assertThat(scores.names()).containsExactly("score_mass_2_width_0p3", "score_mass_6_width_1");
    apply(run, "data.csv", "grid.csv", "mass=2,6,width=0.3,1");
    Table grid = Tables.read(folder.resolve("grid.csv"), null);
    assertThat(grid.names())
        .containsExactly(
            "score_mass_2_width_0p3",
            "score_mass_2_width_1",
            "score_mass_6_width_0p3",
            "score_mass_6_width_1");
    for (String name : scores.names()) {
      assertThat(Runs.values(grid, name)).isEqualTo(Runs.values(scores, name));
    }
    assertThat(said).noneMatch(note -> note.contains("outside"));
    apply(run, "data.csv", "out.csv", "mass=9,width=1", "mass=9,width=-1");
    assertThat(said)
        .anyMatch(note -> note.startsWith("mass = 9 is outside of the training, from 2.0 to 6.0"))
        .anyMatch(note -> note.startsWith("width = -1 is outside of the training"));
    // scored at its own values, an event has the same score
    apply(run, "s6w.csv", "at.csv", "mass=6,width=1");
    Toy.apply(
        run.resolve("model.safetensors"), folder.resolve("own.csv"), folder.resolve("s6w.csv"));
    assertThat(Runs.values(Tables.read(folder.resolve("at.csv"), null), "score_mass_6_width_1"))
        .isEqualTo(Runs.values(Tables.read(folder.resolve("own.csv"), null), "score"));
    Runs.sameScoresAgain(run, folder.resolve("again"));
  }

  /// A point that the training leaves out, beside a network of its own.
  @Test
  void aPointThatIsLeftOutIsNearlyAsGoodAsADedicatedNetwork() {
    signal("s4", 800, 4, 0.6);
    signal("s2m", 800, 2, 0.6);
    signal("s6m", 800, 6, 0.6);
    signal("s4n", 800, 4, 0.3);
    signal("s4w", 800, 4, 1);
    Path all =
        run(
            SAMPLES.replace("s2n.csv", "s2n.csv, s2m.csv, s6m.csv, s4n.csv, s4w.csv")
                + "  - {files: s4.csv, class: s, part: test}\n"
                + SMALL,
            "all");
    JsonNode left = Runs.metrics(all).get("parameters").get("points").get(0);
    assertThat(left.get("values").toString()).isEqualTo("{\"mass\":4.0,\"width\":0.6}");
    Path own =
        run(
            "samples: [{files: s4.csv, class: s}, {files: b.csv, class: b}]\n"
                + SMALL.replace("parameters: [mass, width]\n", "").replace(", mass, width", ""),
            "own");
    double dedicated = Runs.figure(own, "test", "auc");
    double errors =
        3 * Math.hypot(left.get("auc_error").asDouble(), Runs.figure(own, "test", "auc_error"));
    assertThat(left.get("auc").asDouble()).isCloseTo(dedicated, within(0.02 + errors));
  }

  /// 400 combinations of twenty masses and twenty widths: figures at fifty of them.
  @Test
  void thereAreFiguresAtSomeOfManyPoints() {
    Rng rng = Rng.of(3);
    write(
        "s2n",
        4000,
        i -> 1 + i % 20 * 0.4,
        i -> 0.2 + i / 20 % 20 * 0.05,
        i -> 1 + i % 20 * 0.4 + 0.5 * rng.normal(i));
    Path run =
        run(
            "samples: [{files: s2n.csv, class: s}, {files: b.csv, class: b}]\n"
                + SMALL.replace("epochs: 15", "epochs: 2"),
            "run");
    JsonNode found = Runs.metrics(run).get("parameters");
    assertThat(found.get("omitted").asInt()).isEqualTo(350);
    assertThat(found.get("points").size()).isLessThanOrEqualTo(50);
    assertThat(said)
        .anyMatch(note ->
            note.contains("and 392 more") && note.endsWith("figures are given at 50 of them"));
  }

  @Test
  void aContinuousParameterHasGroupsBesideTheFewOfAnother() {
    Rng rng = Rng.of(3);
    write(
        "s2n",
        3000,
        i -> i % 3 == 0 ? 2 : 6,
        i -> 0.2 + rng.child("w").uniform(i),
        i -> (i % 3 == 0 ? 2 : 6) + 0.5 * rng.normal(i));
    Path run =
        run(
            "samples: [{files: s2n.csv, class: s}, {files: b.csv, class: b}]\n"
                + SMALL.replace("epochs: 15", "epochs: 2"),
            "run");
    JsonNode found = Runs.metrics(run).get("parameters");
    assertThat(found.get("grouped").toString()).isEqualTo("[\"width\"]");
    assertThat(found.get("points")).hasSize(10);
    assertThat(said)
        .anyMatch(note -> note.contains("has many values") && note.contains("for each of the few"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mass=1,width=2;mass=2|expected values of mass, width in each, found mass=2",
        "mass=1;width=2|expected values of mass in each, found width=2",
        "mass=1,mass=2|expected each feature once, found mass twice in mass=1,mass=2",
        "mass=1,width=|expected a feature and its values",
        "mass=1,=2|expected a feature and its values",
        "mass=1,,width=2|expected finite numbers",
        "mass=1,width=2;width=2,mass=1|expected each point once, found 1, 2 twice",
      })
  void pointsThatAreNoneAreRefused(String at, String message) {
    assertThatThrownBy(() -> ScoringPoints.parse(List.of(at.split(";"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aParameterOfOneValueIsRefused() {
    assertThatThrownBy(() ->
            run(
                SAMPLES.replace("s2n.csv, s2w.csv, s6n.csv, s6w.csv", "s2n.csv, s6n.csv") + SMALL,
                "r"))
        .hasMessageContaining("expected two or more values of width")
        .hasMessageContaining("found one, 0.3000; leave it out");
  }
}
