package org.jpsi.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against scikit-learn (`oracles/learners.py`) and XGBoost's own predictions.
class LearnersTest {
  private static final Events RINGS = Events.read("rings.csv");
  private static final Task SIGNAL = new Task.Binary("signal", "background");
  private static final Task NUMBER = new Task.Regression(List.of(new Task.Target("r", "")));
  private static final Task CLASSES = new Task.Multiclass(List.of("a", "b", "c"));

  private static Learner.FitResult fit(String name, Task task, Dataset train, Object... settings) {
    Dataset none = Dataset.none();
    Map<String, Double> said = new java.util.TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      said.put((String) settings[i], ((Number) settings[i + 1]).doubleValue());
    }
    Learner learner = Learner.find(name).orElseThrow();
    return learner.fit(Learner.FitRequest.of(Parts.of(train, none), task).with(said));
  }

  private static float[] outputs(Learner.FitResult fit, Dataset events) {
    return fit.predictor().predict(events.inputs(), events.features());
  }

  private static double[] scores(Learner.FitResult fit, Task task, Dataset events) {
    return Scorer.activate(task, outputs(fit, events));
  }

  private static double auc(double[] score, Dataset events) {
    boolean[] signal = new boolean[score.length];
    double[] one = new double[score.length];
    for (int i = 0; i < one.length; i++) {
      signal[i] = events.targets()[i] > 0.5;
      one[i] = 1;
    }
    return Auc.of(score, signal, one).value();
  }

  private static double accuracy(double[] score, Dataset events) {
    int right = 0;
    for (int i = 0; i < score.length; i++) {
      right += (score[i] > 0.5) == (events.targets()[i] > 0.5) ? 1 : 0;
    }
    return right / (double) score.length;
  }

  private static Dataset thirds(Dataset events) {
    float[] kind = new float[events.events()];
    for (int i = 0; i < kind.length; i++) {
      float x = events.inputs()[4 * i];
      kind[i] = x < -0.4 ? 0 : x < 0.4 ? 1 : 2;
    }
    return Dataset.of(events.inputs(), kind, events.weights());
  }

  @Test
  void allAreFoundByName() {
    assertThat(Learner.all())
        .extracting(Learner::name)
        .containsExactly("boosted-trees", "decision-tree", "nearest-neighbors", "random-forest");
  }

  @Test
  void oldNamesStayValid() {
    assertThat(Learner.find("nearest-neighbours").orElseThrow().name())
        .isEqualTo("nearest-neighbors");
    Learner trees = Learner.find("boosted-trees").orElseThrow();
    assertThat(trees.settings(Map.of("leastWeight", 3.0)))
        .isEqualTo(trees.settings(Map.of("minChildWeight", 3.0)))
        .doesNotContainKey("leastWeight");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> trees.settings(Map.of("leastWeight", 3.0, "minChildWeight", 3.0)))
        .withMessage(
            "[boosted-trees] expected `minChildWeight` once, found its old name `leastWeight`"
                + " beside it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNearestVoteAsInScikitLearn(boolean weighted) {
    Dataset test = RINGS.test("y");
    Learner.FitResult near =
        fit("nearest-neighbors", SIGNAL, RINGS.train("y", weighted), "neighbors", 15);
    double[] score = scores(near, SIGNAL, test);
    double[] theirs = RINGS.column(weighted ? "weighted" : "near");
    for (int i = 0; i < score.length; i++) {
      assertThat(score[i]).isCloseTo(theirs[Events.TRAIN + i], within(2e-6));
    }
  }

  @Test
  void aTreeIsTheOneOfScikitLearnButForTies() {
    Dataset test = RINGS.test("y");
    Learner.FitResult tree =
        fit("decision-tree", SIGNAL, RINGS.train("y", true), "depth", 4, "minChildWeight", 1e-3);
    double[] score = scores(tree, SIGNAL, test);
    double[] theirs = RINGS.column("tree");
    int equal = 0;
    for (int i = 0; i < score.length; i++) {
      equal += Math.abs(score[i] - theirs[Events.TRAIN + i]) < 1e-3 ? 1 : 0;
    }
    assertThat(equal / (double) score.length).isGreaterThan(0.95);
    assertThat(accuracy(score, test)).isCloseTo(0.8190, within(0.015));
    assertThat(((TreesPredictor) tree.predictor()).trees().tree(0).depth()).isEqualTo(4);
  }

  @Test
  void aTreeOfAQuantityIsTheOneOfScikitLearnButForTies() {
    Learner.FitResult tree =
        fit(
            "decision-tree",
            NUMBER,
            RINGS.train("truth", false),
            "depth",
            4,
            "minChildWeight",
            1e-3);
    double[] mean = scores(tree, NUMBER, RINGS.test("truth"));
    double[] theirs = RINGS.column("curve");
    int equal = 0;
    for (int i = 0; i < mean.length; i++) {
      equal += Math.abs(mean[i] - theirs[Events.TRAIN + i]) < 1e-4 ? 1 : 0;
    }
    assertThat(equal / (double) mean.length).isGreaterThan(0.95);
  }

  @Test
  void aForestIsAsGoodAsThatOfScikitLearn() {
    Dataset test = RINGS.test("y");
    double[] score = scores(fit("random-forest", SIGNAL, RINGS.train("y", false)), SIGNAL, test);
    assertThat(accuracy(score, test)).isCloseTo(0.8410, within(0.015));
    assertThat(auc(score, test)).isCloseTo(0.9226, within(0.005));
  }

  @Test
  void boostedTreesAreAsGoodAsThoseOfScikitLearn() {
    Dataset test = RINGS.test("y");
    Dataset all = RINGS.train("y", false);
    Dataset train = RINGS.rings(0, 1800, "y", false);
    Dataset validation = RINGS.rings(1800, 2000, "y", false);
    Learner.FitResult fit =
        new BoostedTrees().fit(Learner.FitRequest.of(Parts.of(train, validation), SIGNAL));
    assertThat(auc(scores(fit, SIGNAL, test), test)).isGreaterThan(0.9201 - 0.005);
    assertThat(fit.history().stopReason()).isEqualTo(History.StopReason.PATIENCE);
    int best = fit.history().bestEpoch();
    assertThat(((TreesPredictor) fit.predictor()).trees().trees()).isEqualTo(best);
    assertThat(fit.history().epochs()).hasSize(best + 50);
    Learner.FitResult again =
        new BoostedTrees().fit(Learner.FitRequest.of(Parts.of(train, validation), SIGNAL));
    assertThat(outputs(again, all)).isEqualTo(outputs(fit, all));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "1, 3", "3, 3"})
  void ourTreesSayWhatXgboostSaysToTheBit(int classes, int every) throws XGBoostError {
    Dataset all = RINGS.train("y", true);
    Dataset train = withMissing(classes == 1 ? all : thirds(all), every);
    Dataset test = withMissing(RINGS.test("y"), every);
    Task task = classes == 1 ? SIGNAL : CLASSES;
    Learner.FitResult fit = fit("boosted-trees", task, train, "rounds", 60, "patience", 0);
    DMatrix matrix = new DMatrix(train.inputs(), train.events(), 4, Float.NaN);
    matrix.setLabel(train.targets());
    matrix.setWeight(train.weights());
    Map<String, Object> parameters = new java.util.HashMap<>();
    parameters.put("objective", classes == 1 ? "binary:logistic" : "multi:softprob");
    if (classes > 1) {
      parameters.put("num_class", classes);
    }
    parameters.put("base_score", classes == 1 ? 0.5 : 0);
    parameters.putAll(Map.of("eta", 0.05, "max_depth", 6, "min_child_weight", 5, "nthread", 1));
    parameters.putAll(Map.of("subsample", 0.8, "colsample_bynode", 0.8));
    parameters.put("seed_per_iteration", true);
    parameters.put("seed", 1);
    Booster booster = XGBoost.train(matrix, parameters, 60, Map.of(), null, null);
    float[][] probabilities =
        booster.predict(new DMatrix(test.inputs(), test.events(), 4, Float.NaN));
    float[][] margins =
        booster.predict(new DMatrix(test.inputs(), test.events(), 4, Float.NaN), true);
    float[] ours = outputs(fit, test);
    double[] scores = Scorer.activate(task, ours);
    for (int i = 0; i < test.events(); i++) {
      for (int k = 0; k < classes; k++) {
        assertThat(ours[i * classes + k]).isEqualTo(margins[i][k]);
        assertThat(scores[i * classes + k]).isCloseTo(probabilities[i][k], within(1e-6));
      }
    }
  }

  /// The events without a value of the first number in every so many of them, and without a second
  /// in others; all values where it is 0.
  private static Dataset withMissing(Dataset events, int every) {
    float[] inputs = events.inputs().clone();
    for (int i = 0; every > 0 && i < events.events(); i += every) {
      inputs[4 * i] = Float.NaN;
      inputs[4 * ((i + 1) % events.events()) + 1] = Float.NaN;
    }
    return Dataset.of(inputs, events.targets(), events.weights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boosted-trees", "random-forest"})
  void whatIsMissingTellsTheClassWhereOnlyItDoes(String name) {
    Dataset train = RINGS.train("y", false);
    float[] inputs = new float[train.inputs().length];
    for (int i = 0; i < train.events(); i++) {
      boolean missing = train.targets()[i] == 1 ? i % 10 != 0 : i % 10 == 0;
      inputs[4 * i + 2] = missing ? Float.NaN : i % 7;
    }
    Dataset told = Dataset.of(inputs, train.targets(), train.weights());
    assertThat(Learner.find(name).orElseThrow().missingValues()).isTrue();
    assertThat(accuracy(scores(fit(name, SIGNAL, told), SIGNAL, told), told)).isGreaterThan(0.88);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decision-tree", "nearest-neighbors"})
  void thoseThatCannotLearnFromMissingValuesRefuseThem(String name) {
    Dataset train = withMissing(RINGS.train("y", true), 500);
    assertThat(Learner.find(name).orElseThrow().missingValues()).isFalse();
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fit(name, SIGNAL, train))
        .withMessage(
            "[model %s] expected a value of each feature in every event, found 8 missing ones (NaN)"
                + " in 2000 events; train `model: boosted-trees`, which takes them, or leave such"
                + " events out",
            name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boosted-trees", "decision-tree", "nearest-neighbors", "random-forest"})
  void severalClassesAndSeveralTargetsAreLearnedToo(String name) {
    Dataset train = thirds(RINGS.train("y", true));
    Dataset test = thirds(RINGS.test("y"));
    double[] p = scores(fit(name, CLASSES, train), CLASSES, test);
    int right = 0;
    for (int i = 0; i < test.events(); i++) {
      assertThat(p[3 * i] + p[3 * i + 1] + p[3 * i + 2]).isCloseTo(1, within(1e-5));
      int kind = (int) test.targets()[i];
      right += p[3 * i + kind] > 0.5 ? 1 : 0;
    }
    assertThat(right / (double) test.events()).isGreaterThan(0.8);

    float[] two = new float[2 * train.events()];
    for (int i = 0; i < train.events(); i++) {
      two[2 * i] = train.inputs()[4 * i];
      two[2 * i + 1] = -train.inputs()[4 * i + 1];
    }
    Dataset both = Dataset.of(train.inputs(), two, train.weights());
    Task task = new Task.Regression(List.of(new Task.Target("u", ""), new Task.Target("v", "")));
    float[] found = outputs(fit(name, task, both), both);
    double squares = 0;
    for (int i = 0; i < found.length; i++) {
      squares += (found[i] - two[i]) * (found[i] - two[i]) / found.length;
    }
    assertThat(squares).isLessThan(0.35); // of a variance of 1
  }

  @ParameterizedTest
  @ValueSource(strings = {"boosted-trees", "decision-tree", "nearest-neighbors", "random-forest"})
  void negativeWeightsAreRefused(String name) {
    Dataset train = RINGS.train("y", true);
    train.weights()[3] = -1;
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fit(name, SIGNAL, train))
        .withMessageStartingWith(
            "[model %s] expected weights that are not negative, found 1 negative ones of 2000"
                + " events; a network takes them: `model: network`",
            name);
  }

  @Test
  void wrongSettingsAreRefused() {
    Dataset train = RINGS.train("y", true);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fit("boosted-trees", SIGNAL, train, "dept", 3))
        .withMessageEndingWith("found dept; did you mean depth?");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> fit("boosted-trees", SIGNAL, train, "depth", 2.5))
        .withMessage("[boosted-trees depth] expected a whole number from 1 to 16, found 2.5");
  }

  @Test
  void aMissingNativeLibraryIsSaidWithWhatToDo() {
    var absent = new ExceptionInInitializerError(new UnsatisfiedLinkError("libgomp.so.1: no"));
    assertThat(Boosting.nativeLibraryMissing(absent).message())
        .startsWith("[XGBoost] expected its native library, which is there for Linux and macOS")
        .contains("(libgomp.so.1: no); install OpenMP's library");
  }

  @Test
  void aTemporaryFolderThatCannotHoldTheNativeLibraryIsSaid(@TempDir Path folder) {
    var absent = new ExceptionInInitializerError(new IOException("No such file or directory"));
    assertThat(Boosting.nativeLibraryMissing(absent, folder.resolve("none")).message())
        .isEqualTo(
            "[XGBoost] expected a temporary folder that its native library can be unpacked into and"
                + " run from, found %s/none, which is not there; name another one, as in"
                + " TMPDIR=$HOME/tmp ./jpsi train ...",
            folder);
    List<String> mounts =
        List.of(
            "/dev/a / ext4 rw,noexec 0 0",
            "tmpfs /tmp tmpfs rw,nosuid,noexec,size=4k 0 0",
            "tmpfs /tmp/a\\040b tmpfs rw 0 0",
            "odd");
    assertThat(Boosting.noexec(Path.of("/tmp/x"), mounts)).isTrue();
    assertThat(Boosting.noexec(Path.of("/tmp/a b/x"), mounts)).isFalse();
    assertThat(Boosting.noexec(Path.of("/tmpx"), mounts)).isTrue();
    assertThat(Boosting.noexec(Path.of("/tmp"), List.of("/dev/a / ext4 rw 0 0"))).isFalse();
  }

  @Test
  void nothingIsPrinted() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream kept = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
    try {
      for (Learner learner : Learner.all()) {
        fit(learner.name(), SIGNAL, RINGS.rings(0, 200, "y", true));
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
