package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.column;
import static org.jpsi.core.eval.Oracle.expected;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocTest {
  private static final double[] SCORE = column("score");
  private static final boolean[] SIGNAL = Oracle.signal();

  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void theAucIsThatOfAllPairsWithWeightsOfEitherSign(String weight) {
    Auc auc = Auc.of(SCORE, SIGNAL, column(weight));
    assertThat(auc.value()).isCloseTo(expected("auc." + weight), within(1e-12));
    assertThat(auc.error())
        .isCloseTo(expected("auc_bootstrap." + weight), Percentage.withPercentage(6));
  }

  @Test
  void withEqualWeightsTheErrorIsDeLongs() {
    assertThat(Auc.of(SCORE, SIGNAL, column("one")).error())
        .isCloseTo(expected("auc_delong"), within(1e-12));
  }

  @Test
  void theMeanOfAllClassesIsScikitLearnsMacroAverage() {
    Auc plain = Auc.mean(Oracle.scores(), Oracle.label(), column("one"));
    Auc weighted = Auc.mean(Oracle.scores(), Oracle.label(), column("positive"));
    assertThat(plain.value()).isCloseTo(expected("auc_ovr.one"), within(1e-12));
    assertThat(weighted.value()).isCloseTo(expected("auc_ovr.positive"), within(1e-12));
    assertThat(weighted.error())
        .isCloseTo(expected("auc_ovr_bootstrap.positive"), Percentage.withPercentage(8));
  }

  @Test
  void efficienciesAtGivenBackgroundAreThoseOfTheInterpolatedCurve() {
    Roc roc = Roc.of(SCORE, SIGNAL, column("positive"), 0.1, 0.3);
    for (Roc.WorkingPoint at : roc.workingPoints()) {
      assertThat(at.signal()).isCloseTo(expected("efficiency." + at.background()), within(1e-12));
      assertThat(at.error())
          .isCloseTo(
              expected("efficiency_bootstrap." + at.background()), Percentage.withPercentage(20));
    }
  }

  @Test
  void theCurveGoesFromCornerToCornerAndItsAreaIsTheAuc() {
    Roc roc = Roc.of(SCORE, SIGNAL, column("positive"));
    List<Roc.RocPoint> curve = roc.curve();
    assertThat(curve.getFirst().signal()).isZero();
    assertThat(curve.getFirst().background()).isZero();
    assertThat(curve.getLast().signal()).isEqualTo(1);
    assertThat(curve.getLast().background()).isEqualTo(1);
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Roc.RocPoint a = curve.get(i - 1);
      Roc.RocPoint b = curve.get(i);
      area += (b.background() - a.background()) * (a.signal() + b.signal()) / 2;
    }
    assertThat(area).isCloseTo(roc.auc().value(), within(1e-3));
  }

  @Test
  void theCurveOfManyEventsIsThinnedAndStaysTrue() {
    int n = 200_000;
    double[] score = new double[n];
    boolean[] signal = new boolean[n];
    double[] weight = new double[n];
    org.jpsi.core.random.Rng rng = org.jpsi.core.random.Rng.of(3);
    for (int i = 0; i < n; i++) {
      signal[i] = (i & 1) == 0;
      score[i] = rng.normal(i) + (signal[i] ? 1 : 0);
      weight[i] = 1;
    }
    Roc roc = Roc.of(score, signal, weight);
    assertThat(roc.curve()).hasSizeBetween(300, 1200);
    // Phi(1 / sqrt 2) for Gaussians one standard deviation apart.
    assertThat(roc.auc().value()).isCloseTo(0.76025, within(4 * roc.auc().error()));
    assertThat(roc.auc().error()).isBetween(0.0009, 0.0012);
  }

  @Test
  void equalScoresForAllGiveOneHalfAndAStraightLine() {
    double[] same = new double[SCORE.length];
    Roc roc = Roc.of(same, SIGNAL, column("positive"));
    assertThat(roc.auc().value()).isEqualTo(0.5);
    assertThat(roc.auc().error()).isZero();
    assertThat(roc.curve()).hasSize(2);
    assertThat(roc.workingPoints().getFirst().signal()).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void perfectSeparationGivesOne() {
    double[] score = {0.9, 0.8, 0.2, 0.1};
    boolean[] signal = {true, true, false, false};
    Roc roc = Roc.of(score, signal, new double[] {1, 1, 1, 1});
    assertThat(roc.auc().value()).isEqualTo(1);
    assertThat(roc.workingPoints().getFirst().signal()).isEqualTo(1);
  }

  @Test
  void zeroHasNoSign() {
    double[] score = {0.0, -0.0};
    assertThat(Auc.of(score, new boolean[] {true, false}, new double[] {1, 1}).value())
        .isEqualTo(0.5);
  }

  @Test
  void anAucOfTwoEventsIsKnownToAHalf() {
    double[] score = {0.9, 0.2};
    Auc auc = Auc.of(score, new boolean[] {true, false}, new double[] {1, 1});
    assertThat(auc.value()).isEqualTo(1);
    assertThat(auc.error()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    double[] one = {1, 1};
    assertThatThrownBy(
            () -> Roc.of(new double[] {0.1, Double.NaN}, new boolean[] {true, false}, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score of event 1 is NaN");
    assertThatThrownBy(() -> Roc.of(new double[] {0.1, 0.2}, new boolean[] {true, true}, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights of the background sum to 0.0, expected a positive sum");
    assertThatThrownBy(() ->
            Roc.of(new double[] {0.1, 0.2}, new boolean[] {true, false}, new double[] {-1, 1}))
        .hasMessage("the weights of the signal sum to -1.0, expected a positive sum");
    assertThatThrownBy(() -> Roc.of(new double[1], new boolean[2], one))
        .hasMessage("signal has 2 events, expected 1");
    assertThat(Auc.defined(new boolean[] {true, true}, one)).isFalse();
  }
}
