package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.eval.Auc;
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

/// Parametrised networks with folds.
class FoldedParametersRunTest {
  private static final String KEYS =
      """
      samples: [{files: [s2.csv, s4.csv, s8.csv], class: s}, {files: b.csv, class: b}]
      signal: s
      features: [reco, mass]
      network: {layers: [8]}
      training: {epochs: 12, batch: 50}
      reference: false
      weight: w
      """;

  @TempDir private Path folder;

  private Table write(String name, int n, double mass) {
    Rng rng = Rng.of(9).child(name);
    double[] reco = new double[n];
    double[] masses = new double[n];
    double[] w = new double[n];
    long[] number = new long[n];
    for (int i = 0; i < n; i++) {
      masses[i] = mass;
      reco[i] = mass > 0 ? mass + 0.5 * rng.normal(i) : 10 * rng.uniform(i);
      w[i] = 1 + i % 3;
      number[i] = 7L * i + (long) mass;
    }
    Table table =
        Table.of(
            name,
            List.of(
                NumberColumn.of("reco", "", reco),
                NumberColumn.of("mass", "", masses),
                NumberColumn.of("w", "", w),
                NumberColumn.of("eventNumber", "", number)));
    Toy.write(folder.resolve(name + ".csv"), "t", table);
    return table;
  }

  @BeforeEach
  void events() {
    write("s2", 500, 2);
    write("s4", 400, 4);
    write("s8", 300, 8);
    write("b", 1500, -1);
  }

  private Path run(String more, String name, int threads) {
    return TrainService.run(
            new TrainService.TrainRequest(
                Toy.analysis(folder, KEYS + more),
                List.of(),
                folder.resolve(name),
                null,
                threads,
                false),
            ProgressListener.SILENT)
        .folder();
  }

  private double[] scores(Path run, String file, String at) {
    List<String> said = new ArrayList<>();
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run,
            List.of(folder.resolve(file)),
            null,
            folder.resolve("out.csv"),
            1,
            true,
            CsvLayout.USUAL,
            Optional.of(ScoringPoints.parse(List.of("mass=" + at)))),
        Toy.noting(said));
    return Runs.values(Tables.read(folder.resolve("out.csv"), null), "score_mass_" + at);
  }

  /// All events of a point and all of the background, each by the model of its fold at the point.
  @Test
  void eachPointIsOfAllEventsByTheModelsOfTheirFolds() {
    Path run = run("parameters: mass\nfolds: {k: 3, by: eventNumber}\n", "run", 1);
    JsonNode points = Runs.metrics(run).get("parameters").get("points");
    assertThat(points).hasSize(3);
    for (int k = 0; k < 3; k++) {
      String at = List.of("2", "4", "8").get(k);
      double[] signal = scores(run, "s" + at + ".csv", at);
      double[] background = scores(run, "b.csv", at);
      double[] weights =
          DoubleStream.concat(Arrays.stream(weights("s" + at)), Arrays.stream(weights("b")))
              .toArray();
      boolean[] is = new boolean[weights.length];
      Arrays.fill(is, 0, signal.length, true);
      Auc expected =
          Auc.of(
              DoubleStream.concat(Arrays.stream(signal), Arrays.stream(background)).toArray(),
              is,
              weights);
      assertThat(points.get(k).get("events").asInt()).isEqualTo(signal.length);
      // the file of scores is in float32, in which some scores are equal
      assertThat(points.get(k).get("auc").asDouble()).isCloseTo(expected.value(), within(1e-6));
      assertThat(points.get(k).get("auc_error").asDouble())
          .isCloseTo(expected.error(), within(1e-6));
      assertThat(expected.value()).isGreaterThan(0.55);
    }
    assertThat(Runs.metrics(run).get("folds")).isNotNull();
  }

  private double[] weights(String name) {
    return Runs.values(Tables.read(folder.resolve(name + ".csv"), null), "w");
  }

  @Test
  void backgroundHasValuesThatEachFoldDraws() {
    String keys = "parameters: mass\nfolds: {k: 3, by: eventNumber}\n";
    Path run = run(keys, "run", 1);
    Path again = run(keys, "again", 3);
    Runs.same(Toy.files(again), Toy.files(run));
    // the score of a background event is that at one of the masses, drawn
    Table scored = Runs.scores(run);
    double[][] at = new double[3][];
    Arrays.setAll(at, k -> scores(run, "b.csv", List.of("2", "4", "8").get(k)));
    int[] drawn = new int[3];
    for (int i = 0; i < scored.rows(); i++) {
      if (scored.numbers("input").integer(i, 0) == 3) {
        int entry = (int) scored.numbers("entry").integer(i, 0);
        float score = (float) scored.numbers("score").value(i);
        int[] same = IntStream.range(0, 3).filter(k -> (float) at[k][entry] == score).toArray();
        assertThat(same).isNotEmpty();
        drawn[same[0]]++;
      }
    }
    // masses of equal sums of weights
    for (int k = 0; k < 3; k++) {
      assertThat(drawn[k] / 1500.0).isCloseTo(1 / 3.0, within(0.06));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "folds: 3|expected `folds: {by: ...}` beside `parameters:`, found folds without `by:`",
        "folds: {k: 3, by: int(mass)}|expected `folds.by` of other columns than a parameter, found"
            + " mass in int(mass)",
      })
  void whatIsIllDefinedIsRefused(String yaml, String message) {
    assertThatThrownBy(() -> run("parameters: mass\n" + yaml + "\n", "run", 1))
        .hasMessageContaining(message);
  }
}
