package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.model.Combinations.Folded;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Predictors of all kinds, and of the kinds of {@link Combinations}.
class PredictorTest {
  private static final int EVENTS = 2500;
  private static final Task TASK = new Task.Multiclass(List.of("a", "b"));
  static final PredictorCodecs CODECS =
      PredictorCodecs.BUILT_IN.with(new Combinations.FoldedCodec());

  @TempDir Path folder;

  static Predictor network(int seed, Layer between) {
    Sequential network = Sequential.of(Linear.of(2, 7), between, Linear.of(7, 2));
    network.initialize(Rng.of(seed));
    return new NetworkPredictor(network);
  }

  static Predictor trees() {
    DecisionTreeNode low =
        new DecisionTreeNode.Branch(
            1, -0.5f, true, new DecisionTreeNode.Leaf(0.1f), new DecisionTreeNode.Leaf(0.6f));
    DecisionTreeNode high =
        new DecisionTreeNode.Branch(0, 0.25f, false, low, new DecisionTreeNode.Leaf(0.3f));
    return new TreesPredictor(TreeEnsemble.of(2, 2, List.of(low, high)), Link.IDENTITY);
  }

  private static Predictor forest() {
    var trees = IntStream.range(0, 150).mapToObj(t -> tree(t, 6)).toList();
    return new TreesPredictor(TreeEnsemble.of(2, 2, trees), Link.LOGIT);
  }

  private static DecisionTreeNode tree(int seed, int depth) {
    float value = (float) Rng.of(seed).uniform(depth);
    return depth == 0
        ? new DecisionTreeNode.Leaf(value / 100, 1 - value)
        : new DecisionTreeNode.Branch(
            seed % 2,
            4 * value - 2,
            true,
            tree(2 * seed + 1, depth - 1),
            tree(2 * seed + 2, depth - 1));
  }

  private static Predictor neighbors() {
    float[] values = new float[60];
    for (int i = 0; i < 30; i++) {
      values[2 * i + i % 2] = 1;
    }
    float[] weights = new float[30];
    Arrays.fill(weights, 2);
    return new NeighborsPredictor(
        NearestNeighbors.of(3, 2, normal(3, 60), 2, values, weights), Link.LOGIT);
  }

  private static Predictor outputsOf(Predictor... members) {
    return new EnsemblePredictor(List.of(members), EnsemblePredictor.Mean.OUTPUTS);
  }

  static List<Predictor> predictors() {
    Predictor gelu = network(2, Gelu.of());
    Predictor ensemble = outputsOf(network(1, Relu.of()), trees(), neighbors(), gelu);
    return List.of(
        network(1, Relu.of()),
        gelu,
        trees(),
        forest(),
        neighbors(),
        ensemble,
        new MixturePredictor(network(1, Relu.of()), trees(), 0.63),
        new MixturePredictor(
            ensemble, new Folded("eventNumber % 2", List.of(trees(), forest())), 1),
        new Folded("eventNumber % 3", List.of(ensemble, network(3, Relu.of()), trees())),
        outputsOf(new Folded("eventNumber % 2", List.of(ensemble, trees()))),
        new EnsemblePredictor(
            List.of(network(4, Relu.of()), forest(), network(5, Gelu.of())),
            EnsemblePredictor.Mean.PROBABILITIES));
  }

  private static Model model(Predictor predictor) {
    return new Model(
        List.of(
            new InputColumn("x", false, 1, ""),
            new InputColumn("y", false, 1, ""),
            new InputColumn("eventNumber", false, 1, "")),
        Preprocessing.of(
            Features.of("x", "y"),
            List.of(ColumnPreprocessing.standardize(0.1, 1.3, -1, 1), ColumnPreprocessing.NONE)),
        "",
        TASK,
        predictor,
        Map.of());
  }

  static float[] normal(int seed, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return values;
  }

  private static Table events(int n) {
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 7L * i + i / 3;
    }
    return Table.of(
        "toy",
        List.<Column>of(
            NumberColumn.of("x", "", normal(1, n)),
            NumberColumn.of("eventNumber", "", numbers),
            NumberColumn.of("y", "", normal(2, n))));
  }

  private static double[][] scores(Model model, Table events) {
    Table scores = Scorer.of(model).score(events);
    double[] ofA = scores.numbers("score_a").toDoubles();
    return new double[][] {ofA, scores.numbers("score_b").toDoubles()};
  }

  private Model writtenAndRead(Predictor predictor) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model(predictor), file, CODECS);
    return ModelFile.read(file, CODECS, _ -> {});
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void aPredictorOfAnyKindIsReadAgainAndScoresTheSameBits(Predictor predictor) {
    Table events = events(EVENTS);
    Model read = writtenAndRead(predictor);
    assertThat(read.predictor()).hasSameClassAs(predictor);
    assertThat(read.predictor().parameterCount()).isEqualTo(predictor.parameterCount());
    assertThat(read.predictor().spectators()).isEqualTo(predictor.spectators());
    assertThat(scores(read, events)).isDeepEqualTo(scores(model(predictor), events));
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void anEventAloneHasTheBitsItHasAmongOthers(Predictor predictor) {
    Table events = events(EVENTS);
    double[][] all = scores(model(predictor), events);
    EventScorer one = Scorer.of(model(predictor)).bind("eventNumber", "y", "x");
    double[] found = new double[2];
    for (int i = 0; i < EVENTS; i++) {
      double[] values = {
        events.numbers("eventNumber").value(i),
        events.numbers("y").value(i),
        events.numbers("x").value(i)
      };
      one.scores(values, found);
      assertThat(found).containsExactly(all[0][i], all[1][i]);
    }
    Table three = events.take(new int[] {5, 2400, 1023});
    assertThat(scores(model(predictor), three)[0])
        .containsExactly(all[0][5], all[0][2400], all[0][1023]);
  }

  /// A call that must allocate nothing: see InferenceAllocation.
  static IntConsumer oneEvent(Predictor predictor) {
    EventScorer one = Scorer.of(model(predictor)).bind("eventNumber", "y", "x");
    double[] values = new double[3];
    double[] found = new double[2];
    return i -> {
      values[0] = i;
      values[1] = i % 17 / 10.0;
      values[2] = i % 19 / 10.0 - 1;
      one.scores(values, found);
    };
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void noEventsHaveNoScoresAndAnEventThatIsNoNumberHasNaN(Predictor predictor) {
    assertThat(scores(model(predictor), events(0))[0]).isEmpty();
    Table broken =
        Table.of(
            "toy",
            List.<Column>of(
                NumberColumn.of("x", "", 1f, Float.NaN, 1f),
                NumberColumn.of("y", "", 1f, 1f, Float.POSITIVE_INFINITY),
                NumberColumn.of("eventNumber", "", new long[] {1, 1, 1})));
    double[] score = scores(model(predictor), broken)[0];
    assertThat(score[0]).isBetween(0.0, 1.0);
    assertThat(score[1]).isNaN();
    assertThat(score[2]).isNaN();
    assertThat(scores(model(predictor), broken.take(new int[] {0}))[0]).containsExactly(score[0]);
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void manyThreadsShareAScorer(Predictor predictor) {
    Table events = events(EVENTS);
    double[] alone = scores(model(predictor), events)[0];
    Scorer shared = Scorer.of(model(predictor));
    ThreadPool.of(8)
        .parallelFor(
            16,
            _ -> assertThat(shared.score(events).numbers("score_a").toDoubles()).isEqualTo(alone));
  }

  @Test
  void anEnsembleIsTheMeanOfItsMembersAndFoldsAreScoredByTheirsAlone() {
    Table events = events(EVENTS);
    Predictor first = network(1, Relu.of());
    Predictor second = trees();
    float[] inputs = normal(5, 2 * EVENTS);
    float[] a = first.predict(inputs, 2);
    float[] b = second.predict(inputs, 2);
    float[] mean = outputsOf(first, second).predict(inputs, 2);
    for (int i = 0; i < mean.length; i++) {
      assertThat(mean[i]).isEqualTo((float) (((double) a[i] + b[i]) / 2));
    }
    double[] ofFirst = scores(model(first), events)[0];
    double[] ofSecond = scores(model(second), events)[0];
    double[] folded =
        scores(model(new Folded("eventNumber % 2", List.of(first, second))), events)[0];
    for (int i = 0; i < EVENTS; i++) {
      boolean odd = ((long) events.numbers("eventNumber").value(i)) % 2 == 1;
      assertThat(folded[i]).isEqualTo(odd ? ofSecond[i] : ofFirst[i]);
    }
  }

  /// Float64 knows every second whole number from 2^53 on, and every 512th at 2^61.
  @Test
  void foldsByEventNumbersOf64BitsAreExact() {
    int n = 60;
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (1L << 61) + i;
    }
    Table small = events(n);
    Table large =
        Table.of(
            "toy",
            List.<Column>of(
                small.column("x"), small.column("y"), NumberColumn.of("eventNumber", "", numbers)));
    double[] even = scores(model(trees()), large)[0];
    double[] odd = scores(model(neighbors()), large)[0];
    double[] folded =
        scores(model(new Folded("eventNumber % 2", List.of(trees(), neighbors()))), large)[0];
    for (int i = 0; i < n; i++) {
      assertThat(folded[i]).isEqualTo(i % 2 == 0 ? even[i] : odd[i]);
    }
  }

  @Test
  void spectatorsAreThoseOfAllMembersAndAreAskedOfTheTable() {
    Predictor folded = new Folded("eventNumber % 2", List.of(trees(), trees()));
    Predictor outer = new Folded("run > 7", List.of(outputsOf(folded), folded, trees()));
    assertThat(outer.spectators()).containsExactly("run > 7", "eventNumber % 2");
    Scorer scorer = Scorer.of(model(folded));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.score(new float[4], 2))
        .withMessage("score: the model needs [eventNumber % 2] beside its features; score a table");
    assertThatThrownBy(() -> scorer.bind("x", "y"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[predictor] expected a value eventNumber");
    // The model's columns lack `run`: as in a damaged file.
    assertThatThrownBy(() -> writtenAndRead(outer))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("needs [run], the model's columns are [x, y, eventNumber]");
  }

  @Test
  void outputsWithoutTheSpectatorsAreRefused() {
    Predictor folded = new Folded("eventNumber % 2", List.of(trees(), trees()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> folded.predict(new float[4], 2))
        .withMessage("predictor: expected the spectator eventNumber % 2, found []");
  }

  @Test
  void aKindThatIsNotRegisteredIsNeitherWrittenNorRead() {
    Predictor folded = new Folded("eventNumber % 2", List.of(trees(), trees()));
    Path file = folder.resolve("model.safetensors");
    assertThatThrownBy(() -> ModelFile.write(model(folded), file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "[predictor] expected one of a kind that can be read again: network, trees, neighbors,")
        .hasMessageEndingWith(", found Folded");
    assertThat(file).doesNotExist();
    ModelFile.write(model(folded), file, CODECS);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one of kind network, trees, neighbors, ")
        .hasMessageContaining("found `folded`");
  }

  @Test
  void membersOfDifferentOutputsAreNoCombination() {
    Predictor one =
        new TreesPredictor(
            TreeEnsemble.of(2, 1, List.of(new DecisionTreeNode.Leaf(1))), Link.IDENTITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(outputsOf(trees(), one)))
        .withMessage("members of 2 and 1 outputs");
    assertThat(outputsOf(trees(), network(1, Relu.of())).trainedByGradients()).isFalse();
    assertThat(outputsOf(network(1, Relu.of())).trainedByGradients()).isTrue();
  }

  /// A file of an ensemble of trees and neighbors, with its description changed.
  private Path changed(UnaryOperator<String> change) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model(outputsOf(trees(), neighbors())), file, CODECS);
    Safetensors stored = Safetensors.read(file);
    String json = change.apply(stored.metadata().getOrDefault("jpsi", ""));
    new Safetensors(stored.arrays(), Map.of("jpsi", json)).write(file);
    return file;
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> ModelFile.read(file, CODECS, _ -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + file)
        .hasMessageContaining(message);
  }

  @Test
  void aDescriptionThatDoesNotFitIsRefused() {
    refused(changed(json -> json.replace("\"link\":\"logit\"", "\"link\":\"probit\"")), "`probit`");
    refused(
        changed(json -> json.replace("\"each\":1", "\"each\":3")),
        "key each] the model's description is damaged: expected a whole number from 1 to 2");
    refused(
        changed(json -> json.replace("\"nodes\":8", "\"nodes\":7")),
        "array members.0.feature] the model's description is damaged: expected the shape [7]");
    refused(
        changed(json -> json.replace("\"neighbors\":3", "\"neighbors\":31")),
        "expected a whole number from 1 to 30, found 31");
    refused(
        changed(json -> json.replace("\"kind\":\"trees\"", "\"kind\":\"org.jpsi.Trees\"")),
        "found `org.jpsi.Trees`");
    refused(
        changed(json -> json.replaceFirst("\"members\":.*?\\}\\]", "\"members\":[]")),
        "expected one member or more, found none");
    refused(
        changed(json -> json.replace("\"mean\":\"outputs\"", "\"mean\":\"output\"")),
        "key mean] the model's description is damaged: expected probabilities or outputs, found"
            + " `output`");
    refused(
        changed(json -> json.replaceFirst("\"members\":\\[", "\"members\":[" + "{},".repeat(1023))),
        "expected up to 1024 members, found 1025");
  }

  @Test
  void arraysThatNobodyReadAreRefused() {
    Path file = changed(UnaryOperator.identity());
    Safetensors stored = Safetensors.read(file);
    Map<String, Safetensors.Array> more = new TreeMap<>(stored.arrays());
    more.put("members.2.weight", new Safetensors.Array(new int[] {1}, new float[1]));
    new Safetensors(more, stored.metadata()).write(file);
    refused(file, "expected those that are described, found members.2.weight beside them");
  }

  @Test
  void predictorsNestedWithoutEndAreRefused() {
    List<Predictor> nested = Stream.iterate(trees(), deep -> outputsOf(deep)).limit(10).toList();
    assertThatThrownBy(() -> writtenAndRead(nested.getLast()))
        .hasMessageContaining("deeper than 8");
  }
}
