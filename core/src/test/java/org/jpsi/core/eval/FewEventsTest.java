package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.column;
import static org.jpsi.core.eval.Oracle.expected;

import org.assertj.core.data.Percentage;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FewEventsTest {
  @ParameterizedTest
  @CsvSource({"1,2,2", "1,20,5", "0.9,10,10", "0,3,3"})
  void theErrorOfAnAucReachesToTheEndOfNewcombesInterval(String auc, int m, int n) {
    assertThat(FewEvents.ofAuc(Double.parseDouble(auc), 0, m, n))
        .isCloseTo(expected("newcombe." + auc + "." + m + "." + n), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"4,4", "0,7", "19,20", "1,3"})
  void theErrorOfAFractionReachesToTheEndOfWilsonsInterval(int k, int n) {
    assertThat(FewEvents.ofFraction((double) k / n, 0, n))
        .isCloseTo(expected("wilson." + k + "." + n), within(1e-12));
  }

  @Test
  void fourEventsInTheRightOrderProveLittle() {
    double[] score = {0.9, 0.8, 0.2, 0.1};
    boolean[] signal = {true, true, false, false};
    Auc auc = Auc.of(score, signal, new double[] {1, 1, 1, 1});
    assertThat(auc.value()).isEqualTo(1);
    assertThat(auc.error()).isBetween(0.2, 0.4);
    assertThat(auc).hasToString("1.00 ± 0.29");
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new int[] {1, 1, 0, 0}, new int[] {1, 1, 0, 0}, 2);
    assertThat(confusion.accuracy()).isEqualTo(1);
    assertThat(confusion.error()).isCloseTo(0.2, within(1e-12));
    Roc roc = Roc.of(score, signal, new double[] {1, 1, 1, 1});
    assertThat(roc.workingPoints().getFirst().error()).isGreaterThan(0.2);
  }

  @Test
  void whatManyEventsDecideHasTheUsualError() {
    Auc auc = Auc.of(column("score"), Oracle.signal(), column("one"));
    assertThat(auc.error()).isCloseTo(expected("auc_delong"), within(1e-12));
    assertThat(FewEvents.ofFraction(0.7, 0.01234, 100)).isEqualTo(0.01234);
    assertThat(FewEvents.ofFraction(Double.NaN, 0.5, 0)).isEqualTo(0.5);
  }

  /// Scores with exponential distributions: with rates 1 and r the true AUC is r / (1 + r).
  @ParameterizedTest
  @CsvSource({"2, 2, 9", "5, 5, 9", "5, 40, 19", "10, 10, 49", "40, 40, 19"})
  void theTruthIsWithinOneErrorAsOftenAsItShould(int m, int n, double rate) {
    double truth = rate / (1 + rate);
    int trials = 2000;
    int within = 0;
    int byDelongAlone = 0;
    Rng rng = Rng.of(m * 1000L + n);
    long draw = 0;
    for (int t = 0; t < trials; t++) {
      double[] score = new double[m + n];
      boolean[] signal = new boolean[m + n];
      double[] one = new double[m + n];
      for (int i = 0; i < m + n; i++) {
        signal[i] = i < m;
        score[i] = -StrictMath.log(1 - rng.uniform(draw++)) * (signal[i] ? rate : 1);
        one[i] = 1;
      }
      Auc auc = Auc.of(score, signal, one);
      within += Math.abs(auc.value() - truth) <= auc.error() ? 1 : 0;
      byDelongAlone += Math.abs(auc.value() - truth) <= delong(score, m) ? 1 : 0;
    }
    assertThat((double) within / trials)
        .as(
            "coverage of one standard deviation; by DeLong alone %s",
            (double) byDelongAlone / trials)
        .isGreaterThan(0.64);
    assertThat(byDelongAlone).as("intervals of DeLong that hold the truth").isLessThan(within);
  }

  private static double delong(double[] score, int m) {
    int n = score.length - m;
    double[] p = new double[m];
    double[] q = new double[n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        p[i] += (score[i] > score[m + j] ? 1.0 : 0) / n;
        q[j] += (score[i] > score[m + j] ? 1.0 : 0) / m;
      }
    }
    return Math.sqrt(variance(p) / m + variance(q) / n);
  }

  private static double variance(double[] x) {
    double mean = 0;
    double squares = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    for (double v : x) {
      squares += (v - mean) * (v - mean) / (x.length - 1);
    }
    return squares;
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void theBrierScoreIsScikitLearnsWithTheErrorOfTheBootstrap(String weight) {
    BrierScore brier = BrierScore.of(new double[][] {column("score")}, labels(), column(weight));
    assertThat(brier.value()).isCloseTo(expected("brier." + weight), within(1e-12));
    assertThat(brier.error())
        .isCloseTo(expected("brier_bootstrap." + weight), Percentage.withPercentage(8));
  }

  @Test
  void ofSeveralClassesTheBrierScoreIsTheSumOverThem() {
    double[][] share = Oracle.scores();
    for (int i = 0; i < share[0].length; i++) {
      double sum = share[0][i] + share[1][i] + share[2][i];
      for (double[] one : share) {
        one[i] /= sum;
      }
    }
    assertThat(BrierScore.of(share, Oracle.label(), column("positive")).value())
        .isCloseTo(expected("brier_classes.positive"), within(1e-12));
  }

  private static int[] labels() {
    boolean[] signal = Oracle.signal();
    int[] label = new int[signal.length];
    for (int i = 0; i < label.length; i++) {
      label[i] = signal[i] ? 1 : 0;
    }
    return label;
  }

  @Test
  void withSignedWeightsFiguresStayWithinTheirBounds() {
    // the background's negative event is above the signal: an AUC of 1.5 by the formula
    double[] score = {0.9, 0.5, 0.2};
    boolean[] signal = {false, true, false};
    double[] weight = {-1, 1, 2};
    Roc roc = Roc.of(score, signal, weight);
    assertThat(roc.auc().value()).isEqualTo(1);
    assertThat(roc.auc().error()).isGreaterThan(0.4);
    roc.workingPoints().forEach(at -> assertThat(at.signal()).isBetween(0.0, 1.0));
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new int[] {1, 1, 0}, new int[] {0, 1, 0}, weight, 2);
    assertThat(confusion.accuracy()).isEqualTo(1);
    PartMetrics figures = PartMetrics.binary(0.1, score, signal, weight);
    assertThat(figures.value("effective_events").orElseThrow()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(figures.value("brier")).isPresent();
    assertThat(figures.names())
        .containsExactly("loss", "auc", "accuracy", "brier", "effective_events");
  }
}
