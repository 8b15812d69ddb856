package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.analysis.FoldedToy.BY;
import static org.jpsi.analysis.FoldedToy.EVENTS;
import static org.jpsi.analysis.FoldedToy.FIGURES;
import static org.jpsi.analysis.FoldedToy.K;
import static org.jpsi.analysis.FoldedToy.TREES;
import static org.jpsi.analysis.FoldedToy.events;
import static org.jpsi.analysis.FoldedToy.indexed;
import static org.jpsi.analysis.FoldedToy.maps;
import static org.jpsi.analysis.FoldedToy.model;
import static org.jpsi.analysis.FoldedToy.positive;
import static org.jpsi.analysis.FoldedToy.rows;
import static org.jpsi.analysis.FoldedToy.scores;
import static org.jpsi.analysis.FoldedToy.shifted;
import static org.jpsi.analysis.FoldedToy.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.analysis.folder.UnfinishedRunException;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.train.TrainingStep;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Figures beside folds: no event has a part in the cut or the calibration that it gets.
class FoldedFiguresTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private Path analysis(Table events, String keys) {
    return new FoldedToy(folder, said).analysis(events, keys);
  }

  private Path run(Path analysis, String name) {
    return new FoldedToy(folder, said).run(analysis, name);
  }

  /// Events of fold 1 with other features and weights: its calibration, its cut and what is scored
  /// by its model stay as they are, those that these events decide do not.
  @ParameterizedTest
  @ValueSource(strings = {TREES, Toy.QUICK})
  void anEventHasNoPartInItsOwnCutAndCalibration(String learner) {
    String keys = learner + BY + FIGURES;
    Path run = run(analysis(events(), keys), "run");
    Table changed = events();
    float[] x = (float[]) changed.numbers("x").array();
    double[] w = Runs.values(changed, "w").clone();
    for (int i = 1; i < EVENTS; i += K) {
      x[i] = 0.5f * x[i] + 0.1f;
      w[i] = 1 + i % 3;
    }
    changed = Toy.with(changed, NumberColumn.of("x", "GeV", x));
    changed = Toy.with(changed, NumberColumn.of("w", "", w));
    Path again = run(analysis(changed, keys), "again");
    assertThat(maps(again).get(1)).isEqualTo(maps(run).get(1));
    assertThat(maps(again).get(0)).isNotEqualTo(maps(run).get(0));
    assertThat(maps(again).get(2)).isNotEqualTo(maps(run).get(2));
    JsonNode before = Runs.metrics(run).path("significance").path("cut").path("folds");
    JsonNode after = Runs.metrics(again).path("significance").path("cut").path("folds");
    assertThat(before.size()).isEqualTo(K);
    assertThat(after.get(1)).isEqualTo(before.get(1));
    assertThat(after.get(0)).isNotEqualTo(before.get(0));
    // wherever they come from, events of f = 1 are scored as before
    Table varied = shifted(events(), 0.25).take(rows(1, 0));
    assertThat(scores(model(again), 1, varied)).containsExactly(scores(model(run), 1, varied));
  }

  @Test
  void significanceAndEfficienciesAreOfTheFoldsCutsOnAllEvents() {
    Path run = run(analysis(events(), TREES + BY + FIGURES), "run");
    Table scored = Runs.scores(run);
    double[] score = scores(scored);
    double[] weight = Runs.values(scored, "weight");
    boolean[] signal = signal(events());
    JsonNode cut = Runs.metrics(run).path("significance").path("cut");
    double[] passing = new double[2];
    for (int i = 0; i < EVENTS; i++) {
      boolean passes = score[i] >= cut.path("folds").get(i % K).asDouble();
      passing[signal[i] ? 1 : 0] += passes ? weight[i] : 0;
    }
    // yields are those of all events: none is scaled
    assertThat(cut.path("signal").asDouble()).isCloseTo(passing[1], within(1e-9));
    assertThat(cut.path("background").asDouble()).isCloseTo(passing[0], within(1e-9));
    double all = 0;
    for (JsonNode bin : Runs.metrics(run).path("significance").path("binned").path("bins")) {
      all += bin.path("signal").asDouble() + bin.path("background").asDouble();
    }
    assertThat(all).isCloseTo(Arrays.stream(weight).sum(), within(1e-9));
    // the cut that leaves half of the signal of each fold's validation events
    double[] half = new double[K];
    for (int f = 0; f < K; f++) {
      Table validation = events().take(rows(f, 1));
      double[] own = scores(model(run), f, validation);
      boolean[] isSignal = signal(validation);
      double[] w = Runs.values(validation, "w");
      double sum = IntStream.range(0, own.length).mapToDouble(i -> isSignal[i] ? w[i] : 0).sum();
      half[f] =
          Arrays.stream(own)
              .filter(at ->
                  IntStream.range(0, own.length)
                          .mapToDouble(i -> isSignal[i] && own[i] >= at ? w[i] : 0)
                          .sum()
                      >= 0.5 * sum)
              .max()
              .orElseThrow();
    }
    double kept = 0;
    double signals = 0;
    for (int i = 0; i < EVENTS; i++) {
      signals += signal[i] ? weight[i] : 0;
      kept += signal[i] && score[i] >= half[i % K] ? weight[i] : 0;
    }
    JsonNode first = Runs.metrics(run).path("efficiencies").path("cuts").get(0);
    assertThat(first.path("signal").path("efficiency").asDouble())
        .isCloseTo(kept / signals, within(1e-12));
    assertThat(first.path("cut").asDouble())
        .isCloseTo(Arrays.stream(half).average().orElseThrow(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {BY, "folds: 3\n"})
  void probabilitiesAreThoseOfTheFoldThatTestsAnEvent(String folds) {
    Path run = run(analysis(events(), TREES + folds + FIGURES), "run");
    Table scored = Runs.scores(run);
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv")), null);
    double[] p = Runs.values(scored, "probability");
    assertThat(Runs.values(applied, "probability")).containsExactly(p);
    ScoreCalibration all = model(run).calibration().orElseThrow();
    for (int i = 0; i < 30; i++) {
      int fold = (int) Runs.values(scored, "fold")[i];
      double score = scores(scored)[i];
      ScoreCalibration own = new ScoreCalibration(maps(run).get(fold), all.mixture());
      assertThat(p[i]).isEqualTo(own.probabilities(new double[] {score})[0]);
    }
    assertThat(Runs.metrics(run).path("calibration").path("folds").size()).isEqualTo(K);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{method: isotonic, mixture: {sig 1: 1, bkg: 1}}", "{}"})
  void otherMapsAreThoseOfEachFold(String calibration) {
    Table two = events();
    String[] words = new String[EVENTS];
    TextColumn word = (TextColumn) two.column("word");
    Arrays.setAll(words, i -> i % 5 == 4 ? "third" : word.value(i));
    boolean isotonic = calibration.contains("isotonic");
    Table events = isotonic ? two : Toy.with(two, new TextColumn("word", words));
    Toy.write(folder.resolve("events.csv"), "t", events);
    Path run =
        run(
            Toy.analysis(
                folder,
                "samples: [events.csv]\n"
                    + "label: word\n"
                    + "features: [x, y]\n"
                    + "weight: w\n"
                    + "reference: false\n"
                    + (isotonic ? "signal: sig 1\n" : "")
                    + TREES
                    + BY
                    + "calibration: "
                    + calibration
                    + "\n"),
            "run");
    JsonNode maps = Runs.metrics(run).path("calibration").path("folds");
    assertThat(maps.size()).isEqualTo(K);
    assertThat(maps.get(0).has(isotonic ? "knots" : "slope")).isTrue();
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv")), null);
    String name = isotonic ? "probability" : "probability_third";
    assertThat(Runs.values(applied, name)).containsExactly(Runs.values(Runs.scores(run), name));
  }

  /// Unit Gaussians, 1.5 apart: the likelihood ratio has the AUC Phi(1.5 / sqrt 2).
  @Test
  void pooledFiguresReachTheOptimumOfKnownDensities() {
    String keys =
        "network: {layers: [16]}\ntraining: {epochs: 12, batch: 32}\n"
            + "folds: {k: 4, by: index}\ncalibration: {mixture: {sig 1: 1, bkg: 1}}\n";
    Path run = run(analysis(positive(indexed(Toy.mixed(3000, 5))), keys), "run");
    double auc = Runs.figure(run, "test", "auc");
    double error = Runs.figure(run, "test", "auc_error");
    assertThat(auc).isCloseTo(0.855578, within(3 * error));
    assertThat(error).isBetween(0.002, 0.02);
    JsonNode p = Runs.metrics(run).path("calibration").path("probability");
    double chance = p.path("ofChance").asDouble();
    assertThat(p.path("expectedCalibrationError").asDouble()).isLessThan(3 * chance);
  }

  @Test
  void aRunThatIsResumedInAFoldHasTheSameFigures() throws IOException {
    Toy.write(folder.resolve("data.csv"), "t", indexed(Toy.events(200, 11, 0)));
    Path analysis =
        analysis(
            events(),
            Toy.QUICK
                + BY
                + FIGURES
                + "data: data.csv\nvariations: {jes: {up: {x: x + 0.25}}}\n"
                + "compare: boosted-trees\n");
    Path whole = run(analysis, "whole");
    ProgressListener killed =
        new ProgressListener() {
          private int begun;

          @Override
          public void begin(int epochs, int events, String metric) {
            begun += epochs == 4 ? 1 : 0;
          }

          @Override
          public void step(TrainingStep step) {
            if (begun == 2 && step.epoch() == 3) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> TrainService.run(Toy.request(analysis, folder.resolve("two")), killed))
        .isInstanceOf(UnfinishedRunException.class);
    TrainService.run(
        new TrainService.TrainRequest(null, List.of(), null, folder.resolve("two"), 2, false),
        ProgressListener.SILENT);
    for (String file : List.of("model.safetensors", "metrics.json", "scores.csv", "report.html")) {
      assertThat(folder.resolve("two").resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(Runs.metrics(whole).path("data").path("events").asInt()).isPositive();
    String report = Files.readString(whole.resolve("report.html"));
    assertThat(report)
        .contains("by a map of each fold")
        .contains("(the mean of the folds&#39; cuts)")
        .contains("do better than this network on these events");
  }
}
