package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.column;
import static org.jpsi.core.eval.Oracle.expected;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresOfMeritTest {
  private static final double TIGHT = 1e-10;

  @Test
  void theConfusionMatrixAndAccuracyAreScikitLearns() {
    int[] predicted = ConfusionMatrix.argmax(Oracle.scores());
    ConfusionMatrix confusion =
        ConfusionMatrix.of(predicted, Oracle.label(), column("positive"), 3);
    for (int t = 0; t < 3; t++) {
      for (int p = 0; p < 3; p++) {
        assertThat(confusion.sum()[t][p])
            .isCloseTo(expected("confusion." + t + "." + p), within(TIGHT));
      }
    }
    assertThat(confusion.accuracy()).isCloseTo(expected("accuracy"), within(TIGHT));
    assertThat(confusion.error())
        .isCloseTo(expected("accuracy_bootstrap"), Percentage.withPercentage(8));
  }

  @Test
  void withoutWeightsEveryEventCountsAsOne() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new int[] {0, 1, 1, 2}, new int[] {0, 1, 2, 2}, 3);
    assertThat(confusion.sum()).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 1, 1}});
    assertThat(confusion.accuracy()).isEqualTo(0.75);
  }

  @Test
  void regressionFiguresAreScikitLearns() {
    RegressionMetrics quality = quality("positive");
    assertThat(quality.rmse()).isCloseTo(expected("rmse"), within(TIGHT));
    assertThat(quality.mae()).isCloseTo(expected("mae"), within(TIGHT));
    assertThat(quality.bias()).isCloseTo(expected("bias"), within(TIGHT));
    assertThat(quality.spread()).isCloseTo(expected("spread"), within(TIGHT));
    assertThat(quality.rmseError())
        .isCloseTo(expected("rmse_bootstrap"), Percentage.withPercentage(8));
    assertThat(quality.biasError())
        .isCloseTo(expected("bias_bootstrap"), Percentage.withPercentage(8));
    assertThat(quality("signed").bias()).isCloseTo(expected("bias.signed"), within(TIGHT));
  }

  @ParameterizedTest
  @CsvSource({"1, 1.7e9", "1e7, 1.7e18"})
  void figuresOfATimeSinceLongAgoAreThoseOfTheTimeSinceNow(double unit, double shift) {
    double[] predicted = column("predicted");
    double[] target = column("target");
    for (int i = 0; i < target.length; i++) {
      predicted[i] = predicted[i] * unit + shift;
      target[i] = target[i] * unit + shift;
    }
    Binning binning = new Binning(80 * unit + shift, 120 * unit + shift, 4);
    RegressionMetrics late = RegressionMetrics.of(predicted, target, column("positive"), binning);
    RegressionMetrics plain = quality("positive");
    Percentage close = Percentage.withPercentage(0.01);
    assertThat(late.rmse() / unit).isCloseTo(plain.rmse(), close);
    assertThat(late.rmseError() / unit).isCloseTo(plain.rmseError(), close);
    assertThat(late.mae() / unit).isCloseTo(plain.mae(), close);
    assertThat(late.bias() / unit).isCloseTo(plain.bias(), close);
    assertThat(late.spread() / unit).isCloseTo(plain.spread(), close);
    for (int b = 0; b < 4; b++) {
      assertThat(late.profile().get(b).events()).isEqualTo(plain.profile().get(b).events());
      assertThat(late.profile().get(b).resolution() / unit)
          .isCloseTo(plain.profile().get(b).resolution(), close);
    }
  }

  @Test
  void theProfileFollowsTheBiasAndTheResolution() {
    for (RegressionMetrics.ProfileBin slice : quality("one").profile()) {
      double center = (slice.lower() + slice.upper()) / 2;
      assertThat(slice.bias()).isCloseTo(6 - 0.05 * center, within(4 * slice.biasError()));
      assertThat(slice.resolution()).isCloseTo(4, within(4 * slice.resolutionError()));
    }
  }

  private static RegressionMetrics quality(String weight) {
    return RegressionMetrics.of(
        column("predicted"), column("target"), column(weight), new Binning(80, 120, 4));
  }

  @Test
  void theDistanceOfTwoSamplesIsKolmogorovsAndSmirnovs() {
    double[] score = column("score");
    boolean[] signal = Oracle.signal();
    double[] one = column("one");
    KolmogorovSmirnov all =
        KolmogorovSmirnov.of(
            pick(score, signal, true, 0, 1),
            pick(one, signal, true, 0, 1),
            pick(score, signal, false, 0, 1),
            pick(one, signal, false, 0, 1));
    assertThat(all.distance()).isCloseTo(expected("ks"), within(TIGHT));
    double[] even = pick(score, signal, true, 0, 2);
    double[] odd = pick(score, signal, true, 1, 2);
    KolmogorovSmirnov half = KolmogorovSmirnov.of(even, ones(even.length), odd, ones(odd.length));
    assertThat(half.distance()).isCloseTo(expected("ks_half"), within(TIGHT));
    assertThat(half.pValue().orElseThrow()).isCloseTo(expected("ks_half_p"), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"positive", "signed"})
  void weightsChangeTheDistanceAndTheEffectiveNumberOfEvents(String weight) {
    boolean[] signal = Oracle.signal();
    KolmogorovSmirnov distance =
        KolmogorovSmirnov.of(
            pick(column("score"), signal, true, 0, 1),
            pick(column(weight), signal, true, 0, 1),
            pick(column("score"), signal, false, 0, 1),
            pick(column(weight), signal, false, 0, 1));
    assertThat(distance.distance()).isCloseTo(expected("ks." + weight), within(TIGHT));
    assertThat(distance.effectiveFirst()).isCloseTo(expected("effective." + weight), within(1e-8));
    assertThat(distance.permutations() > 0).isEqualTo(weight.equals("signed"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.7, 0.99, 1.0, 1.5, 3.0})
  void kolmogorovsLimitIsScipys(double z) {
    assertThat(KolmogorovSmirnov.kolmogorov(z))
        .isCloseTo(expected("kolmogorov." + z), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"positive", "signed"})
  void correlationsAreNumpys(String weight) {
    List<IntToDoubleFunction> columns =
        List.of(values("score"), values("target"), values("predicted"), values("score0"));
    double[][] matrix = Correlation.of(columns, column(weight), i -> true).matrix();
    for (int a = 0; a < 4; a++) {
      assertThat(matrix[a][a]).isEqualTo(1);
      for (int b = 0; b < a; b++) {
        assertThat(matrix[a][b])
            .isCloseTo(expected("correlation." + weight + "." + a + "." + b), within(TIGHT));
        assertThat(matrix[b][a]).isEqualTo(matrix[a][b]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1e9, 1.7e18", "1, 1.7e9", "1e300, 0", "1e-300, 0", "-1e-310, 0"})
  void neitherAShiftNorAUnitChangesACorrelation(double unit, double shift) {
    IntToDoubleFunction target = values("target");
    List<IntToDoubleFunction> columns =
        List.of(i -> target.applyAsDouble(i) * unit + shift, values("predicted"));
    double[] weight = column("positive");
    double found = Correlation.of(columns, weight, i -> true).matrix()[0][1];
    double plain = expected("correlation.positive.2.1");
    assertThat(found).isCloseTo(Math.signum(unit) * plain, within(1e-6));
  }

  @Test
  void aMissingValueCountsAsTheMeanInACorrelation() {
    double nan = Double.NaN;
    double[] holed = {nan, 1, 4, nan, 7, 2, nan};
    double[] filled = {3.5, 1, 4, 3.5, 7, 2, 3.5};
    double[] other = {5, 2, 3, 1, 9, 4, nan};
    double[] others = {5, 2, 3, 1, 9, 4, 4};
    double[] ones = {1, 1, 1, 1, 1, 1, 1};
    double found =
        Correlation.of(List.of(i -> holed[i], i -> other[i]), ones, _ -> true).matrix()[0][1];
    double expected =
        Correlation.of(List.of(i -> filled[i], i -> others[i]), ones, _ -> true).matrix()[0][1];
    assertThat(found).isCloseTo(expected, within(TIGHT));
    assertThatThrownBy(() -> Correlation.of(List.of(i -> holed[i] / 0.0), ones, _ -> true))
        .hasMessage("column 0 has values that are infinite");
  }

  @Test
  void aHistogramIsOfTheEventsThatHaveAValue() {
    double[] holed = {Double.NaN, 1, 4, Double.NaN, 7, 2};
    NumberColumn column = NumberColumn.of("x", "", holed);
    int[] label = {0, 0, 0, 1, 1, 1};
    double[] weight = {5, 1, 1, 5, 1, 1};
    TrainingFeatures features =
        new TrainingFeatures(new Task.Binary("s", "b"), List.of(column), label, weight);
    Distributions found = features.distribution(column);
    assertThat(found.binning()).isEqualTo(new Binning(0.5, 7.5, 7));
    assertThat(found.train().getFirst().orElseThrow().sum())
        .containsExactly(0.5, 0, 0, 0.5, 0, 0, 0);
  }

  @Test
  void aConstantColumnCorrelatesWithNothing() {
    List<IntToDoubleFunction> columns = List.of(values("score"), _ -> 0.1);
    double[][] matrix = Correlation.of(columns, column("one"), i -> true).matrix();
    assertThat(matrix[0][1]).isNaN();
    assertThat(matrix[1][1]).isNaN();
  }

  @Test
  void aCutKeepsYieldsScaledToTheWholeSample() {
    double[] score = column("score");
    double[] edges = score.clone();
    // The scan goes from the lowest to the highest score: this makes 0.6 one of its cuts.
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Math.clamp(score[i], 0.5, 0.75);
    }
    CutScan scan = CutScan.of(edges, Oracle.signal(), column("positive"), 2, 3, 20);
    CutScan.CutPoint at =
        scan.points().stream()
            .filter(p -> Math.abs(p.cut() - 0.6) < 1e-9)
            .findFirst()
            .orElseThrow();
    assertThat(scan.points()).hasSize(21);
    assertThat(at.s()).isCloseTo(expected("cut.s"), within(TIGHT));
    assertThat(at.b()).isCloseTo(expected("cut.b"), within(TIGHT));
    assertThat(at.purity()).isCloseTo(expected("cut.purity"), within(TIGHT));
    assertThat(at.significance()).isCloseTo(expected("cut.significance"), within(TIGHT));
    assertThat(at.asimov()).isCloseTo(expected("cut.asimov"), within(TIGHT));
    assertThat(scan.points().getFirst().efficiency()).isEqualTo(1);
    assertThat(at.significanceError())
        .isCloseTo(expected("cut.significance_bootstrap"), Percentage.withPercentage(5));
    assertThat(at.asimovError())
        .isCloseTo(expected("cut.asimov_bootstrap"), Percentage.withPercentage(5));
    CutScan.CutPoint best = scan.best().orElseThrow();
    assertThat(best.asimov() - best.asimovError())
        .isEqualTo(
            scan.points().stream()
                .filter(p -> p.effectiveBackground() >= 10)
                .mapToDouble(p -> p.asimov() - p.asimovError())
                .max()
                .orElseThrow());
  }

  @Test
  void aSignificanceIsNotDefinedWhereAYieldIsNegative() {
    assertThat(CutScan.significance(1, -0.5)).isNaN();
    assertThat(CutScan.asimov(1, 0)).isNaN();
    assertThat(CutScan.asimov(0, 5)).isZero();
    // s / sqrt(b) for small s / b, from both sides of the switch to a series
    assertThat(CutScan.asimov(0.99e-4, 1)).isCloseTo(0.99e-4, within(1e-8));
    assertThat(CutScan.asimov(1.01e-4, 1)).isCloseTo(1.01e-4, within(1e-8));
    assertThat(CutScan.asimovError(1, 0, 1, 1)).isNaN();
    assertThat(CutScan.significanceError(1, -0.5, 1, 1)).isNaN();
    // Z = s / sqrt(b): (1 + x^2 / 4) var / b, from both sides of the switch, and in the limit
    for (double s : new double[] {0, 0.99e-4, 1.01e-4}) {
      assertThat(CutScan.asimovError(s, 1, 1, 1)).isCloseTo(1, within(1e-4));
    }
  }

  /// A tight cut that few background events pass by chance has the highest significance.
  @Test
  void theBestCutIsNoFluctuationOfTheBackground() {
    int n = 4000;
    double[] score = new double[n];
    boolean[] signal = new boolean[n];
    for (int i = 0; i < n; i++) {
      signal[i] = i % 2 == 1;
      // Of the background 1 % is above 0.9, of the signal 8 %; at 0.5 it is 10 and 70 %.
      double u = (i / 2 + 0.5) / (n / 2);
      double above = signal[i] ? 0.08 : 0.0055;
      double middle = signal[i] ? 0.7 : 0.1;
      score[i] = u < above ? 0.95 : u < middle ? 0.5 + 0.4 * (1 - u) : 0.3 * (1 - u);
    }
    CutScan scan = CutScan.of(score, signal, ones(n), 0.01, 0.01, 100);
    CutScan.CutPoint best = scan.best().orElseThrow();
    CutScan.CutPoint tight = scan.points().getLast();
    assertThat(tight.effectiveBackground()).isBetween(10.0, 14.0);
    assertThat(best.effectiveBackground()).isGreaterThan(100);
  }

  @Test
  void aSummaryLeavesOutWhatIsNotDefined() {
    double[] score = {0.2, 0.7, 0.9};
    PartMetrics one = PartMetrics.binary(0.5, score, new boolean[] {true, true, true}, ones(3));
    assertThat(one.values()).containsOnlyKeys("loss", "accuracy", "accuracy_error");
    assertThat(one.value("accuracy").orElseThrow()).isCloseTo(2 / 3.0, within(TIGHT));
    PartMetrics none = PartMetrics.binary(Double.NaN, score, new boolean[3], new double[3]);
    assertThat(none.values()).isEmpty();
    PartMetrics empty =
        PartMetrics.binary(Double.NaN, new double[0], new boolean[0], new double[0]);
    assertThat(empty.events()).isZero();
    PartMetrics all =
        PartMetrics.binary(
            0.5,
            new double[] {0.2, 0.3, 0.7, 0.9},
            new boolean[] {false, false, true, true},
            ones(4));
    assertThat(all.values().keySet())
        .containsExactly("loss", "auc", "auc_error", "accuracy", "accuracy_error");
    assertThat(PartMetrics.multiclass(1, Oracle.scores(), Oracle.label(), column("one")).values())
        .containsEntry("loss", 1.0)
        .containsKeys("auc", "auc_error", "accuracy");
  }

  @Test
  void severalTargetsHaveAFigureEach() {
    SequencedMap<String, RegressionMetrics> targets = new LinkedHashMap<>();
    targets.put("a", quality("one"));
    targets.put("b", quality("positive"));
    PartMetrics summary = PartMetrics.regression(0.1, column("one"), targets);
    assertThat(summary.values().keySet())
        .containsExactly(
            "loss",
            "rmse_a",
            "rmse_error_a",
            "mae_a",
            "bias_a",
            "bias_error_a",
            "rmse_b",
            "rmse_error_b",
            "mae_b",
            "bias_b",
            "bias_error_b");
    assertThat(summary.names())
        .containsExactly("loss", "rmse_a", "mae_a", "bias_a", "rmse_b", "mae_b", "bias_b");
    assertThat(summary.value("rmse_b").orElseThrow()).isCloseTo(expected("rmse"), within(TIGHT));
    assertThat(summary.error("rmse_b").orElseThrow()).isEqualTo(quality("positive").rmseError());
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    assertThatThrownBy(() -> ConfusionMatrix.of(new int[] {3}, new int[] {0}, ones(1), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label of event 0 is 3, expected 0 to 2");
    assertThatThrownBy(() ->
            RegressionMetrics.of(
                ones(2), new double[] {1, Double.NaN}, ones(2), new Binning(0, 1, 1)))
        .hasMessage("target of event 1 is NaN");
    assertThatThrownBy(() -> KolmogorovSmirnov.of(ones(1), new double[1], ones(1), ones(1)))
        .hasMessage("the weights of the first sample sum to 0.0, expected a positive sum");
  }

  private static double[] pick(double[] values, boolean[] signal, boolean of, int from, int by) {
    java.util.List<Double> chosen = new java.util.ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (signal[i] == of) {
        chosen.add(values[i]);
      }
    }
    double[] picked = new double[(chosen.size() - from + by - 1) / by];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = chosen.get(from + i * by);
    }
    return picked;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private static IntToDoubleFunction values(String name) {
    double[] values = column(name);
    return i -> values[i];
  }
}
