package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.eval.Oracle.expected;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignificanceImprovementTest {
  @ParameterizedTest
  @ValueSource(strings = {"one", "positive", "signed"})
  void theLargestImprovementIsThatOfTheDefinitionCutByCut(String weight) {
    SignificanceImprovement sic =
        SignificanceImprovement.of(
            Oracle.column("score"), Oracle.signal(), Oracle.column(weight), 40);
    SignificanceImprovement.SicPoint best = sic.best().orElseThrow();
    assertThat(best.improvement()).isCloseTo(expected("sic_most." + weight), within(1e-12));
    assertThat(best.threshold()).isEqualTo(expected("sic_cut." + weight));
    assertThat(best.signal()).isCloseTo(expected("sic_signal." + weight), within(1e-12));
    assertThat(best.background()).isCloseTo(expected("sic_background." + weight), within(1e-12));
    assertThat(best.effectiveBackground()).isGreaterThanOrEqualTo(40);
    assertThat(best.error() / expected("sic_bootstrap." + weight)).isCloseTo(1, within(0.1));
    assertThat(sic.max()).isEqualTo(best.improvement());
  }

  @Test
  void everyCutThatLeavesEnoughIsThereAndTheLoosestImprovesNothing() {
    SignificanceImprovement sic =
        SignificanceImprovement.of(
            Oracle.column("score"), Oracle.signal(), Oracle.column("one"), 40);
    assertThat(sic.curve()).hasSize((int) expected("sic_cuts.one"));
    assertThat(sic.curve().getLast().improvement()).isEqualTo(1);
    assertThat(sic.curve().getLast().error()).isZero();
    assertThat(sic.curve().getFirst().effectiveBackground()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void aHundredBackgroundEventsAreLeftWhereNothingIsSaid() {
    SignificanceImprovement sic =
        SignificanceImprovement.of(Oracle.column("score"), Oracle.signal(), Oracle.column("one"));
    assertThat(sic.minBackground()).isEqualTo(100);
    assertThat(sic.curve().getFirst().effectiveBackground()).isBetween(100.0, 120.0);
  }

  @Test
  void aScoreThatKnowsNothingImprovesNothing() {
    double[] same = new double[1000];
    boolean[] signal = new boolean[1000];
    Arrays.fill(signal, 0, 300, true);
    double[] weight = new double[1000];
    Arrays.fill(weight, 1);
    assertThat(SignificanceImprovement.of(same, signal, weight).max()).isEqualTo(1);
  }

  @Test
  void tooFewBackgroundEventsGiveNoFigure() {
    SignificanceImprovement sic =
        SignificanceImprovement.of(
            Oracle.column("score"), Oracle.signal(), Oracle.column("one"), 1000);
    assertThat(sic.best()).isEmpty();
    assertThat(sic.curve()).isEmpty();
    assertThat(sic.max()).isNaN();
  }

  @Test
  void aClassThatIsMissingIsSaid() {
    assertThatThrownBy(() ->
            SignificanceImprovement.of(new double[] {1, 2}, new boolean[2], new double[] {1, 1}))
        .hasMessage("the weights of the signal sum to 0.0, expected a positive sum");
  }
}
