package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jpsi.core.eval.InputEvents.InputScorer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Importance of features beside scikit-learn and scipy (`oracles/importance.py`).
class ImportanceTest {
  private static final Task BINARY = new Task.Binary("s", "b");
  private static final Task ONE = new Task.Regression(List.of(new Task.Target("t", "")));
  private static final List<String> LINES =
      new String(bytes("importance.csv"), StandardCharsets.UTF_8).lines().toList();
  private static final Properties EXPECTED = properties();
  private static final List<String> NAMES = List.of("x0", "x1", "x2", "x3", "x4", "x5");
  private static final List<List<Integer>> SINGLES =
      IntStream.range(0, 6).mapToObj(List::of).toList();
  private static final boolean[] NUMBERS = new boolean[6];

  private static byte[] bytes(String name) {
    try (InputStream in = ImportanceTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties properties() {
    Properties all = new Properties();
    new String(bytes("importance.properties"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(pair -> all.setProperty(pair[0], pair[1]));
    return all;
  }

  private static double expected(String key) {
    return Double.parseDouble(Objects.requireNonNull(EXPECTED.getProperty(key), key));
  }

  private static double[] column(String name) {
    int at = List.of(LINES.getFirst().split(",")).indexOf(name);
    return LINES.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[at])).toArray();
  }

  private static InputEvents events(boolean regression) {
    double[] weight = column("times");
    float[] inputs = new float[6 * weight.length];
    for (int f = 0; f < 6; f++) {
      double[] values = column("x" + f);
      for (int i = 0; i < values.length; i++) {
        inputs[i * 6 + f] = (float) values[i];
      }
    }
    int[] label = Arrays.stream(column("signal")).mapToInt(s -> (int) s).toArray();
    return regression
        ? new InputEvents(inputs, 6, new int[0], new double[][] {column("target")}, weight)
        : new InputEvents(inputs, 6, label, new double[0][], weight);
  }

  private static double formula(float[] x, int i) {
    double z =
        1.2 * x[6 * i]
            + 0.3 * x[6 * i + 1]
            + 0.8 * x[6 * i + 2]
            - 0.5 * (double) x[6 * i + 2] * x[6 * i + 3];
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static double[][] classifier(float[] inputs, int n) {
    return new double[][] {IntStream.range(0, n).mapToDouble(i -> formula(inputs, i)).toArray()};
  }

  private static double[][] regressor(float[] inputs, int n) {
    return new double[][] {
      IntStream.range(0, n).mapToDouble(i -> 10 * formula(inputs, i) - 5).toArray()
    };
  }

  private static List<FeatureImportance> importances(boolean regression, int repeats) {
    return PermutationImportance.of(
        regression ? ONE : BINARY,
        events(regression),
        NAMES,
        SINGLES,
        repeats,
        Rng.of(1),
        regression ? ImportanceTest::regressor : ImportanceTest::classifier);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lossesByPermutationAreScikitLearnsWithinTheLuckOfShuffling(boolean regression) {
    String figure = regression ? "rmse" : "auc";
    List<FeatureImportance> found = importances(regression, 400);
    for (int f = 0; f < 6; f++) {
      // both have the same luck, and 12 numbers are compared
      double luck = expected(figure + "_luck." + f) * Math.sqrt(2);
      assertThat(found.get(f).loss())
          .as(figure + " of " + found.get(f).name())
          .isCloseTo(expected(figure + "." + f), within(4 * luck + 1e-12));
    }
    assertThat(found.get(0).loss()).isGreaterThan(5 * found.get(0).error());
    assertThat(found.get(4)).isEqualTo(FeatureImportance.of("x4", 0, 0));
  }

  @Test
  void correlatedFeaturesLoseMoreTogetherThanEach() {
    List<FeatureImportance> both =
        PermutationImportance.of(
            BINARY,
            events(false),
            NAMES,
            List.of(List.of(0), List.of(1), List.of(0, 1)),
            50,
            Rng.of(1),
            ImportanceTest::classifier);
    assertThat(both.get(2).features()).containsExactly("x0", "x1");
    assertThat(both.get(2).name()).isEqualTo("x0, x1");
    assertThat(both.get(2).loss()).isGreaterThan(both.get(0).loss());
    assertThat(both.get(0).loss()).isGreaterThan(both.get(1).loss());
  }

  @Test
  void rankCorrelationsAreSpearmansOfEventsCopiedByTheirWeights() {
    double[][] found = FeatureGroups.correlation(events(false));
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(found[a][b]).isCloseTo(expected("rank." + a + "." + b), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3", "0.8", "0.999"})
  void groupsAreThoseOfCompleteLinkage(String threshold) {
    List<List<Integer>> found =
        FeatureGroups.of(events(false), NUMBERS, Double.parseDouble(threshold));
    String words =
        String.join(
            " ",
            found.stream()
                .map(g -> String.join(",", g.stream().map(String::valueOf).toList()))
                .toList());
    assertThat(words).isEqualTo(EXPECTED.getProperty("groups." + threshold));
  }

  @Test
  void numbersOfCategoriesAndConstantFeaturesAreInNoGroup() {
    boolean[] nominal = {true, false, false, false, false, false};
    assertThat(FeatureGroups.of(events(false), nominal, 0.8)).contains(List.of(0), List.of(1));
    InputEvents constant =
        new InputEvents(
            new float[] {1, 2, 1, 3, 1, Float.NaN},
            2,
            new int[] {0, 1, 0},
            new double[0][],
            new double[] {1, -1, 2});
    assertThat(FeatureGroups.of(constant, new boolean[2], 0.8))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void partialDependenceAndItsSpreadAreScikitLearns() {
    double[] grid = {-1.5, -0.25, 0, 0.5, 2};
    for (int f : List.of(0, 2)) {
      PartialDependence.Curve found =
          PartialDependence.curves(events(false), f, grid, ImportanceTest::classifier).getFirst();
      for (int k = 0; k < grid.length; k++) {
        String at = f + "." + k;
        assertThat(found.mean().get(k)).isCloseTo(expected("dependence." + at), within(1e-12));
        assertThat(found.low().get(k)).isCloseTo(expected("dependence_0.16." + at), within(1e-12));
        assertThat(found.high().get(k)).isCloseTo(expected("dependence_0.84." + at), within(1e-12));
      }
    }
  }

  @Test
  void theGridIsOfWeightedQuantilesOrOfAllValuesWhereTheyAreFew() {
    double[] grid = PartialDependence.grid(events(false), 2);
    assertThat(grid).hasSize(PartialDependence.VALUES).isSorted();
    assertThat(grid[0]).isEqualTo(expected("quantile.0.025"));
    assertThat(grid[grid.length - 1]).isEqualTo(expected("quantile.0.975"));
    assertThat(PartialDependence.grid(events(false), 4))
        .isEqualTo(Arrays.stream(column("x4")).map(x -> x + 0.0).sorted().distinct().toArray());
    InputEvents missing =
        new InputEvents(
            new float[] {Float.NaN, 2, Float.NaN},
            1,
            new int[] {0, 1, 0},
            new double[0][],
            new double[] {1, 1, 1});
    assertThat(PartialDependence.grid(missing, 0)).containsExactly(2);
  }

  /// Sets of events from the same distribution, each with its importance: their spread is what the
  /// errors say.
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void errorsCoverTheSpreadOverSetsOfEvents(int repeats) {
    int sets = 300;
    int n = 300;
    InputScorer scorer =
        (x, events) ->
            new double[][] {
              IntStream.range(0, events).mapToDouble(i -> x[2 * i] + x[2 * i + 1]).toArray()
            };
    List<Double> losses = new ArrayList<>();
    double variance = 0;
    for (int s = 0; s < sets; s++) {
      Rng rng = Rng.of(5).child(s);
      float[] inputs = new float[2 * n];
      int[] label = new int[n];
      double[] weight = new double[n];
      for (int i = 0; i < n; i++) {
        label[i] = i % 2;
        weight[i] = 0.5 + rng.child("w").uniform(i);
        inputs[2 * i] = (float) (rng.child("a").normal(i) + label[i]);
        inputs[2 * i + 1] = (float) (rng.child("b").normal(i) + 0.5 * label[i]);
      }
      FeatureImportance found =
          PermutationImportance.of(
                  BINARY,
                  new InputEvents(inputs, 2, label, new double[0][], weight),
                  List.of("a", "b"),
                  List.of(List.of(0)),
                  repeats,
                  rng.child("permutation"),
                  scorer)
              .getFirst();
      losses.add(found.loss());
      variance += found.error() * found.error() / sets;
    }
    double mean = losses.stream().mapToDouble(x -> x).average().orElseThrow();
    double spread =
        Math.sqrt(losses.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (sets - 1));
    // 300 sets know the spread to 4 %
    assertThat(Math.sqrt(variance) / spread).isBetween(0.88, 1.12);
  }

  @Test
  void figuresOfSeveralClassesAndTargetsAreMeans() {
    Task three = new Task.Multiclass(List.of("a", "b", "c"));
    InputEvents events =
        new InputEvents(
            new float[] {0, 1, 2, 0, 1, 2, 2, 1},
            1,
            new int[] {0, 1, 2, 0, 1, 2, 1, 2},
            new double[0][],
            new double[] {1, 1, 1, 1, 1, 1, 1, 1});
    InputScorer scorer =
        (x, n) -> {
          double[][] scores = new double[3][n];
          for (int i = 0; i < n; i++) {
            scores[(int) x[i]][i] = 1;
          }
          return scores;
        };
    double[][] scores = scorer.scores(events.inputs(), 8);
    assertThat(FeatureImportances.figure(three, scores, events))
        .isCloseTo(Auc.mean(scores, events.label(), events.weight()).value(), within(1e-15));
    assertThat(FeatureImportances.figureOf(three)).isEqualTo("mean AUC");
    Task two = new Task.Regression(List.of(new Task.Target("t", "GeV"), new Task.Target("u", "")));
    double[][] target = {{1, 2, 3, 4}, {10, 20, 30, 40}};
    double[][] predicted = {{2, 3, 4, 5}, {20, 30, 40, 50}};
    InputEvents pairs =
        new InputEvents(new float[4], 1, new int[0], target, new double[] {1, 1, 1, 1});
    // an error of one where the standard deviation is the root of 5/4, of both
    assertThat(FeatureImportances.figure(two, predicted, pairs))
        .isCloseTo(1 / Math.sqrt(1.25), within(1e-15));
    assertThat(FeatureImportances.figureOf(two)).isEqualTo("mean RMSE / spread");
    assertThat(FeatureImportances.figureOf(ONE)).isEqualTo("RMSE");
  }

  @Test
  void aFigureIsNotDefinedWithoutAPositiveSumOfWeightsOfEachClass() {
    InputEvents none =
        new InputEvents(new float[2], 1, new int[] {1, 1}, new double[0][], new double[] {1, 1});
    assertThat(FeatureImportances.defined(BINARY, none)).isFalse();
    assertThat(FeatureImportances.defined(BINARY, events(false))).isTrue();
    assertThat(FeatureImportances.defined(ONE, events(true))).isTrue();
    assertThat(FeatureImportances.defined(ONE, events(true).take())).isFalse();
    assertThatThrownBy(() ->
            PermutationImportance.of(
                BINARY,
                none,
                List.of("x"),
                List.of(List.of(0)),
                1,
                Rng.of(1),
                (_, n) -> new double[1][n]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aModelThatIsTrainedWithoutAFeatureLosesTheDifferenceOfBoth() {
    InputEvents events = events(false);
    ScoredEvents model = scored(events, classifier(events.inputs(), events.events()));
    double[][] worse = {column("x2")};
    FeatureImportance found =
        FeatureImportances.between(BINARY, List.of("x0"), model, scored(events, worse));
    double before = FeatureImportances.figure(BINARY, model.scores(), events);
    assertThat(found.loss())
        .isCloseTo(before - FeatureImportances.figure(BINARY, worse, events), within(1e-15));
    assertThat(found.error())
        .isCloseTo(
            Auc.differenceError(model.scores(), worse, events.label(), events.weight()),
            within(1e-15));
    FeatureImportances all =
        new FeatureImportances(
                "AUC", before, Part.TEST, 400, 400, 5, List.of(), List.of(), List.of(), 0)
            .withRetrained(List.of(FeatureImportance.of("a", 0, 1), found));
    assertThat(all.retrained()).extracting(FeatureImportance::name).containsExactly("x0", "a");
  }

  private static ScoredEvents scored(InputEvents events, double[][] scores) {
    return ScoredEvents.classification(
        Part.TEST, scores, events.label(), events.weight(), Double.NaN);
  }
}
