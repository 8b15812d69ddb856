package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Robust training: on events with outliers a run is as good, on all other events, as without them,
/// within the error of a paired bootstrap, and says which column has them.
class RobustTrainingTest {
  private static final int N = 2000;
  private static final String NETWORK = "network: {layers: [32, 32], dropout: 0}\n";

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private String network = NETWORK;
  private String features = "[a, b]";

  private static int label(int event) {
    return Rng.of(2).uniform(event) < 0.5 ? 1 : 0;
  }

  private static double a(int event) {
    return Rng.of(3).normal(event) + label(event);
  }

  private static double b(int event) {
    return Rng.of(4).normal(event) - 0.7 * label(event);
  }

  private static double target(int event) {
    return 5e4 + 1000 * a(event) + 300 * b(event) + 100 * Rng.of(5).normal(event);
  }

  /// One event of each `every` is spoiled, which is drawn; none where there are fewer.
  private static boolean isSpoiled(int event, int every) {
    return every <= N && event % every == Rng.of(7).integer(every, event / every);
  }

  /// A run on events some of which may have another feature `a`, or another target.
  private Path run(String name, int everyFeature, int everyTarget, String yaml) {
    double[] a = new double[N];
    double[] b = new double[N];
    double[] t = new double[N];
    int[] y = new int[N];
    for (int i = 0; i < N; i++) {
      a[i] = isSpoiled(i, everyFeature) ? 9999 : a(i);
      b[i] = b(i);
      t[i] = isSpoiled(i, everyTarget) ? 1e9 : target(i);
      y[i] = label(i);
    }
    Table events =
        Table.of(
            name,
            List.of(
                NumberColumn.of("a", "", a),
                NumberColumn.of("b", "", b),
                NumberColumn.of("t", "", t),
                NumberColumn.of("y", "", y)));
    Toy.write(folder.resolve("events.csv"), "t", events);
    Path analysis =
        Toy.analysis(
            folder,
            "samples: [{files: events.csv}]\nfeatures: " + features + "\n" + network + yaml);
    ProgressListener watch = Toy.noting(notes);
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch).folder();
  }

  /// Scores of test events that are as generated in both runs.
  ///
  /// @param event index of each
  private record Pair(int[] event, double[] clean, double[] spoiled) {
    static Pair of(Path cleanRun, Path spoiledRun, String score, int every) {
      Table clean = Runs.scores(cleanRun);
      Table spoiled = Runs.scores(spoiledRun);
      assertThat(Runs.values(spoiled, "entry")).isEqualTo(Runs.values(clean, "entry"));
      int[] rows =
          IntStream.range(0, clean.rows())
              .filter(i -> !isSpoiled((int) clean.numbers("entry").integer(i, 0), every))
              .toArray();
      return new Pair(
          Arrays.stream(rows).map(i -> (int) clean.numbers("entry").integer(i, 0)).toArray(),
          clean.numbers(score).take(rows).toDoubles(),
          spoiled.numbers(score).take(rows).toDoubles());
    }

    /// The difference of a metric, in units of its standard deviation over bootstrap samples.
    double pull(ToDoubleBiFunction<int[], double[]> metric) {
      int n = event.length;
      int samples = 200;
      double sum = 0;
      double squares = 0;
      for (int s = 0; s < samples; s++) {
        Rng rng = Rng.of(6).child(s);
        int[] drawn = new int[n];
        double[] first = new double[n];
        double[] second = new double[n];
        for (int i = 0; i < n; i++) {
          int k = rng.integer(n, i);
          drawn[i] = event[k];
          first[i] = clean[k];
          second[i] = spoiled[k];
        }
        double d = metric.applyAsDouble(drawn, second) - metric.applyAsDouble(drawn, first);
        sum += d;
        squares += d * d;
      }
      double mean = sum / samples;
      double error = Math.sqrt(squares / samples - mean * mean);
      double difference = metric.applyAsDouble(event, spoiled) - metric.applyAsDouble(event, clean);
      return difference / error;
    }
  }

  private static double auc(int[] event, double[] score) {
    boolean[] signal = new boolean[event.length];
    double[] ones = new double[event.length];
    for (int i = 0; i < event.length; i++) {
      signal[i] = label(event[i]) == 1;
      ones[i] = 1;
    }
    return Auc.of(score, signal, ones).value();
  }

  private static double rmse(int[] event, double[] predicted) {
    double squares = 0;
    for (int i = 0; i < event.length; i++) {
      double d = predicted[i] - target(event[i]);
      squares += d * d / event.length;
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "boosted-trees"})
  void onePercentOfACodeInAFeatureCostsNoAuc(String model) {
    String yaml = "label: y\nsignal: 1\ntraining: {epochs: 30, batch: 32}\nmodel: " + model + "\n";
    Path clean = run("clean", N + 1, N + 1, yaml);
    assertThat(notes).noneMatch(note -> note.contains("outlier"));
    Path spoiled = run("spoiled", 100, N + 1, yaml);
    assertThat(notes)
        .filteredOn(note -> note.contains("outlier"))
        .singleElement()
        .asString()
        .startsWith("feature a: ")
        .contains(" training events are outliers, up to ", " deviations off (9999; the others: ");
    Pair pair = Pair.of(clean, spoiled, "score", 100);
    assertThat(auc(pair.event(), pair.spoiled())).isGreaterThan(0.78);
    assertThat(pair.pull(RobustTrainingTest::auc)).isBetween(-2.0, 2.0);
  }

  @Test
  void aBillionInALongTailCostsTheDefaultNetworkNoAuc() {
    network = "members: 2\n";
    features = "[{name: tail, is: 'a > 5000 ? 1e9 : exp(2 * a)'}, b]";
    String yaml = "label: y\nsignal: 1\ntraining: {epochs: 8, batch: 64}\n";
    Path clean = run("clean", N + 1, N + 1, yaml);
    assertThat(notes).noneMatch(note -> note.contains("outlier"));
    Path spoiled = run("spoiled", 1000, N + 1, yaml);
    Pair pair = Pair.of(clean, spoiled, "score", 1000);
    assertThat(auc(pair.event(), pair.spoiled())).isGreaterThan(0.78);
    assertThat(pair.pull(RobustTrainingTest::auc)).isBetween(-2.0, 2.0);
    for (Path run : List.of(clean, spoiled)) {
      // quartiles of exp(2 a) are 0.5 and 10
      assertThat(
              ModelFile.read(run.resolve("model.safetensors"))
                  .preprocessing()
                  .columns()
                  .getFirst()
                  .standardization()
                  .deviation())
          .isBetween(5.0, 15.0);
    }
  }

  @Test
  void theModelClipsWhatItIsAppliedTo() {
    Path run = run("spoiled", 100, N + 1, "label: y\nsignal: 1\ntraining: {epochs: 2}\n");
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(model.preprocessing().columns().getFirst().steps())
        .hasSize(2)
        .last()
        .isInstanceOf(PreprocessingStep.Clip.class);
    assertThat(model.preprocessing().columns().getLast().steps()).hasSize(1);
    Runs.sameScores(
        run, List.of(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv"))));
  }

  private Pair tenTargetsOfABillion(String loss) {
    String yaml = "target: t\ntraining: {epochs: 30, batch: 32, loss: " + loss + "}\n";
    Path clean = run("clean", N + 1, N + 1, yaml);
    Path spoiled = run("spoiled", N + 1, 200, yaml);
    assertThat(notes)
        .filteredOn(note -> note.contains("outlier"))
        .singleElement()
        .asString()
        .startsWith("target t: ")
        .contains("(1000000000; the others: ");
    Pair pair = Pair.of(clean, spoiled, "prediction", 200);
    // 100 of it is noise
    assertThat(rmse(pair.event(), pair.clean())).isLessThan(130);
    return pair;
  }

  @Test
  void tenTargetsOfABillionDoNotMoveTheMeanAbsoluteError() {
    assertThat(
            tenTargetsOfABillion("l1, average: {ema: {decay: 0.99}}")
                .pull(RobustTrainingTest::rmse))
        .isBetween(-2.0, 2.0);
  }

  @Test
  void tenTargetsOfABillionHardlyMoveTheHuberLoss() {
    Pair pair = tenTargetsOfABillion("huber");
    // Its derivative for an outlier is delta, one deviation of the target (1100), for which the
    // others' residuals make up: 0.5 % of the events shift the minimum by 0.5 % of a deviation.
    double shift = 0;
    for (int i = 0; i < pair.event().length; i++) {
      shift += (pair.spoiled()[i] - pair.clean()[i]) / pair.event().length;
    }
    assertThat(Math.abs(shift)).isLessThan(0.03 * 1100);
    assertThat(rmse(pair.event(), pair.spoiled()))
        .isLessThan(1.1 * rmse(pair.event(), pair.clean()));
  }
}
