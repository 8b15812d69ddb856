package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.folder.UnfinishedRunException;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.train.TrainingStep;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs of folds: no event is scored by a model that knows anything of it.
class FoldsRunTest {
  private static final int EVENTS = 300;
  private static final int K = 3;
  private static final String EVENT = "\nfolds: {k: 3, by: index}\n";

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private static Table events() {
    long[] index = new long[EVENTS];
    Arrays.setAll(index, i -> i);
    return Toy.with(Toy.flat(Toy.mixed(EVENTS, 1)), NumberColumn.of("index", "", index));
  }

  private Path analysis(Table events, String keys) {
    Toy.write(folder.resolve("events.csv"), "t", events);
    return Toy.analysis(
        folder,
        "samples: [events.csv]\nlabel: word\nsignal: sig 1\nfeatures: [x, y]\nreference: false\n"
            + keys);
  }

  private Path run(Path analysis, String name, int threads) {
    ProgressListener listener = Toy.noting(said);
    return TrainService.run(
            new TrainService.TrainRequest(
                analysis, List.of(), folder.resolve(name), null, threads, false),
            listener)
        .folder();
  }

  private static Model model(Path run) {
    return ModelFile.read(run.resolve("model.safetensors"));
  }

  private static byte[] bytes(Model folded, int fold, Path folder) {
    Model alone = folded.folds().get(fold);
    Path file = folder.resolve("fold.safetensors");
    ModelFile.write(
        new Model(
            alone.columns(),
            alone.preprocessing(),
            "",
            alone.task(),
            alone.targets(),
            alone.predictor(),
            Map.of()),
        file);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Events of fold 1 with other features and weights: the model that tests them keeps all its bits
  /// (weights, scaling, stopping), one that was trained on them does not.
  @ParameterizedTest
  @ValueSource(
      strings = {
        Toy.QUICK + "weight: w" + EVENT,
        "members: 2\ntraining: {epochs: 3, batch: 32}\nweight: w" + EVENT,
        "model: {boosted-trees: {rounds: 8}}" + EVENT
      })
  void anEventHasNoPartInTheModelThatScoresIt(String keys) {
    Path run = run(analysis(events(), keys), "run", 1);
    Table changed = events();
    float[] x = (float[]) changed.numbers("x").array();
    double[] y = changed.numbers("y").toDoubles();
    double[] w = changed.numbers("w").toDoubles();
    for (int i = 1; i < EVENTS; i += K) {
      x[i] = 3 * x[i] - 40;
      y[i] = 1000 + i;
      w[i] = 7;
    }
    Table other =
        Toy.with(
            Toy.with(
                Toy.with(changed, NumberColumn.of("x", "GeV", x)), NumberColumn.of("w", "", w)),
            NumberColumn.of("y", "", y));
    Path again = run(analysis(other, keys), "again", 1);
    for (int f = 0; f < K; f++) {
      byte[] before = bytes(model(run), f, folder);
      byte[] after = bytes(model(again), f, folder);
      // of fold 0 they are validation events, which may change what is kept
      assertThat(f == 0 || Arrays.equals(before, after) == (f == 1)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Toy.QUICK + EVENT,
        Toy.QUICK + "folds: 3\n",
        "members: 2\ntraining: {epochs: 2, batch: 32}" + EVENT,
        "model: [{boosted-trees: {rounds: 5}}, decision-tree]" + EVENT,
        "model: {mix: {rounds: 5}}\nnetwork: {layers: [4]}\ntraining: {epochs: 2}" + EVENT
      })
  void theScoresHoldEveryEventAndAreThoseOfApply(String keys) {
    Path run = run(analysis(events(), keys), "run", 2);
    Table scores = Runs.scores(run);
    assertThat(scores.rows()).isEqualTo(EVENTS);
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv")), null);
    for (String column : List.of("score", "fold")) {
      assertThat(Runs.values(scores, column)).containsExactly(Runs.values(applied, column));
    }
    for (int i = 0; i < EVENTS && keys.contains("index"); i++) {
      assertThat(Runs.values(scores, "fold")[i]).isEqualTo(i % K);
    }
    assertThat(Runs.metrics(run).path("test").path("events").asInt()).isEqualTo(EVENTS);
    assertThat(Runs.metrics(run).path("folds").path("each").size()).isEqualTo(K);
    assertThat(said).noneMatch(note -> note.contains("could not"));
  }

  @Test
  void figuresAreThoseOfEachFoldAndTheirSpread() {
    Path run = run(analysis(events(), "model: {boosted-trees: {rounds: 30}}" + EVENT), "run", 1);
    double mean = 0;
    double[] auc = new double[K];
    int events = 0;
    for (int f = 0; f < K; f++) {
      var fold = Runs.metrics(run).path("folds").path("each").get(f).path("test");
      auc[f] = fold.path("auc").asDouble();
      events += fold.path("events").asInt();
      mean += auc[f] / K;
    }
    double squares = 0;
    for (double one : auc) {
      squares += (one - mean) * (one - mean);
    }
    assertThat(events).isEqualTo(EVENTS);
    assertThat(Runs.metrics(run).path("folds").path("spread").path("auc").asDouble())
        .isCloseTo(Math.sqrt(squares / (K - 1)), within(1e-12));
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.7, 1.0);
  }

  @Test
  void bitsAreThoseOfAnyThreadsAndOfAResumedRun() {
    Path analysis = analysis(events(), Toy.QUICK + EVENT);
    Path one = run(analysis, "one", 1);
    ProgressListener killed =
        new ProgressListener() {
          private int begun;

          @Override
          public void begin(int epochs, int events, String metric) {
            begun++;
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
    List<Integer> epochs = new ArrayList<>();
    ProgressListener counting =
        new ProgressListener() {
          @Override
          public void step(TrainingStep step) {
            epochs.add(step.epoch());
          }
        };
    TrainService.run(
        new TrainService.TrainRequest(null, List.of(), null, folder.resolve("two"), 2, false),
        counting);
    // fold 0 is not trained again, and fold 1 from its third epoch on
    assertThat(epochs.getFirst()).isEqualTo(3);
    assertThat(folder.resolve("two/model.safetensors"))
        .hasSameBinaryContentAs(one.resolve("model.safetensors"));
    assertThat(folder.resolve("two/metrics.json"))
        .hasSameBinaryContentAs(one.resolve("metrics.json"));
    assertThat(folder.resolve("two/checkpoints")).doesNotExist();
  }

  @Test
  void aStopKeepsWhatIsTrained() {
    Path analysis = analysis(events(), Toy.QUICK + EVENT);
    ProgressListener stopping =
        new ProgressListener() {
          private int begun;

          @Override
          public void begin(int epochs, int events, String metric) {
            begun++;
          }

          @Override
          public boolean stop() {
            return begun == 2;
          }
        };
    assertThatThrownBy(
            () -> TrainService.run(Toy.request(analysis, folder.resolve("run")), stopping))
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessageStartingWith(
            "[fold 1] expected all folds, to be trained for a model, found a stop; ");
  }

  @Test
  void aRegressionHasItsTargetInItsUnit() {
    Path analysis =
        Toy.analysis(
            folder,
            "samples: [events.csv]\ntarget: target\nfeatures: [x, y]\nreference: false\n"
                + Toy.QUICK
                + EVENT);
    Toy.write(folder.resolve("events.csv"), "t", events());
    Path run = run(analysis, "run", 1);
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv")), null);
    assertThat(Runs.values(Runs.scores(run), "prediction"))
        .containsExactly(Runs.values(applied, "prediction"));
  }

  @Test
  void eventsOfNoFoldGetTheMeanWhichIsSaid() {
    Path run = run(analysis(events(), Toy.QUICK + "folds: 3\n"), "run", 1);
    Table half = Toy.flat(Toy.mixed(EVENTS, 2));
    Table both = Table.concat("both", List.of(Toy.without(events(), "index"), half));
    Toy.write(folder.resolve("both.csv"), "t", both);
    List<String> notes = new ArrayList<>();
    ProgressListener listener = Toy.noting(notes);
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(folder.resolve("both.csv")), null, folder.resolve("s.csv"), 1, false),
        listener);
    assertThat(notes)
        .contains(
            "300 of 600 events are of the training by their features, each scored by the fold that"
                + " tests it; the others by the mean of the 3 folds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {k: 3, by: word} | expected whole numbers, found `word`, which is text in
          {k: 3, by: y} | expected a whole number of `y` for every event, below 2^53 as a float64, found
          {k: 3, by: 0.0 / 0} | found NaN at entry 0 of
          {k: 100, by: index} | expected events of class sig 1 in every fold, found none in fold
          {k: 3, by: index * 3} | expected events of class bkg in every fold, found none in fold 1 of 0 to 2; take fewer folds
          """)
  void foldsThatDivideNothingAreRefused(String folds, String message) {
    Path analysis = analysis(events(), Toy.QUICK + "folds: " + folds + "\n");
    assertThatThrownBy(() -> run(analysis, "run", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void negativeNumbersHaveFoldsFromZero() {
    long[] index = new long[EVENTS];
    Arrays.setAll(index, i -> -i);
    Table events = Toy.with(events(), NumberColumn.of("index", "", index));
    Path run = run(analysis(events, "model: decision-tree" + EVENT), "run", 1);
    for (int i = 0; i < EVENTS; i++) {
      assertThat(Runs.values(Runs.scores(run), "fold")[i]).isEqualTo(Math.floorMod(-i, K));
    }
  }

  /// A category of fold 1 alone is none of its model's, though of the others'.
  @Test
  void categoriesAreThoseOfEachFold() {
    String[] words = new String[EVENTS];
    Arrays.setAll(words, i -> i % K == 1 && i < 90 ? "seldom" : "w" + i % 5);
    Path analysis =
        analysis(
            Toy.with(events(), new TextColumn("text", words)),
            "model: {boosted-trees: {rounds: 5}}" + EVENT);
    Path run =
        TrainService.run(
                Toy.request(analysis, folder.resolve("run"), "features=[x, text]"),
                ProgressListener.SILENT)
            .folder();
    for (int f = 0; f < K; f++) {
      assertThat(
              model(run)
                  .folds()
                  .get(f)
                  .preprocessing()
                  .columns()
                  .getLast()
                  .category()
                  .orElseThrow()
                  .values()
                  .contains("seldom"))
          .isEqualTo(f == 2);
    }
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv")), null);
    assertThat(Runs.values(Runs.scores(run), "score"))
        .containsExactly(Runs.values(applied, "score"));
  }
}
