package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.eval.Overtraining.Verdict;
import org.junit.jupiter.api.Test;

class OvertrainingTest {
  private static final LossCurve FLAT =
      LossCurve.of(new double[] {0.7, 0.6, 0.55, 0.53, 0.52, 0.515, 0.5149, 0.515, 0.5151}, 7);

  private static Optional<Gap> auc(double train, double test, double error) {
    return Optional.of(new Gap("AUC", true, 0.5, "test", train, error, test, error));
  }

  @Test
  void aTrainingErrorSlightlyBelowTheTestErrorIsAsItShouldBe() {
    Overtraining good = Overtraining.assess(auc(0.802, 0.800, 0.002), FLAT);
    assertThat(good.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(good.remedies()).isEmpty();
    assertThat(good.reasons())
        .containsExactly(
            "AUC on training events 0.8020 ± 0.0020, on test events 0.8000 ± 0.0020: they agree"
                + " within errors (0.7 standard deviations).");
  }

  @Test
  void aSignificantButTinyGapIsNoOvertraining() {
    Overtraining good = Overtraining.assess(auc(0.803, 0.800, 0.0002), FLAT);
    assertThat(good.verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aTrainingErrorMuchBelowTheTestErrorIsOvertraining() {
    Overtraining over = Overtraining.assess(auc(0.90, 0.80, 0.005), FLAT);
    assertThat(over.verdict()).isEqualTo(Verdict.OVERTRAINED);
    assertThat(over.reasons().getFirst())
        .contains("a gap of 14.1 standard deviations; the training error is 50 % below the test");
    assertThat(over.remedies()).hasSize(2);
    assertThat(over.remedies().getFirst()).startsWith("perform regularization");
    assertThat(over.remedies().getLast()).isEqualTo("get more data");
  }

  @Test
  void aGapWhoseValidationLossNeverRoseIsSaidAndLeftAlone() {
    Overtraining good = Overtraining.assess(auc(0.8524, 0.8326, 0.0016), FLAT);
    assertThat(good.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(good.reasons())
        .containsExactly(
            "AUC on training events 0.8524 ± 0.0016, on test events 0.8326 ± 0.0016: a gap of 8.8"
                + " standard deviations; the training error is 12 % below the test error.",
            "A gap is usual, and harmless while the validation loss does not rise: it did not. More"
                + " events would narrow it.");
    assertThat(good.remedies()).isEmpty();
  }

  @Test
  void aRegressionThatIsOffInTheMeanIsUndertrained() {
    Optional<Gap> even = Optional.of(new Gap("RMSE", false, 9, "test", 1, 0.02, 1.01, 0.03));
    Overtraining off =
        Overtraining.assess(even, FLAT, List.of(new Overtraining.Bias("M", -0.3, 0.02, 1.01)));
    assertThat(off.verdict()).isEqualTo(Verdict.UNDERTRAINED);
    assertThat(off.reasons().getLast())
        .isEqualTo(
            "The predictions of M are biased: predicted minus true is -0.300 ± 0.020 in the"
                + " mean.");
    // Not significant, or too small.
    for (Overtraining.Bias bias :
        List.of(
            new Overtraining.Bias("M", 0.3, 0.11, 1.01),
            new Overtraining.Bias("M", 0.05, 0.001, 1.01))) {
      assertThat(Overtraining.assess(even, FLAT, List.of(bias)).verdict()).isEqualTo(Verdict.GOOD);
    }
  }

  @Test
  void anInsignificantGapIsNoOvertrainingHoweverLarge() {
    assertThat(Overtraining.assess(auc(0.9, 0.8, 0.05), FLAT).verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aRiseOfTheValidationLossMakesASmallerGapCount() {
    LossCurve rising = LossCurve.of(new double[] {0.7, 0.6, 0.55, 0.57, 0.60}, 3);
    assertThat(rising.riseFraction()).isCloseTo(0.05 / 0.15, within(1e-12));
    assertThat(Overtraining.assess(auc(0.814, 0.8, 0.002), FLAT).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(Overtraining.assess(auc(0.814, 0.8, 0.002), rising).verdict())
        .isEqualTo(Verdict.OVERTRAINED);
    Overtraining stopped = Overtraining.assess(auc(0.801, 0.8, 0.002), rising);
    assertThat(stopped.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(stopped.reasons().getLast())
        .isEqualTo(
            "After epoch 3 the validation loss rose again; the weights of that epoch were kept.");
  }

  @Test
  void aLossStillFallingAtTheEndIsUndertraining() {
    LossCurve falling =
        LossCurve.of(new double[] {0.70, 0.68, 0.66, 0.64, 0.62, 0.60, 0.58, 0.56}, 8);
    Overtraining under = Overtraining.assess(auc(0.75, 0.75, 0.002), falling);
    assertThat(under.verdict()).isEqualTo(Verdict.UNDERTRAINED);
    assertThat(under.reasons().getLast())
        .isEqualTo(
            "The validation loss was still falling when training ended: 29 % of its fall came in"
                + " the last quarter of the epochs.");
    assertThat(under.remedies())
        .containsExactly(
            "train longer (more epochs)",
            "complexify the model (wider or more layers)",
            "add more features");
  }

  @Test
  void aNetworkThatKnowsNothingIsUndertrained() {
    Overtraining under = Overtraining.assess(auc(0.503, 0.501, 0.004), FLAT);
    assertThat(under.verdict()).isEqualTo(Verdict.UNDERTRAINED);
    assertThat(under.reasons().getFirst())
        .isEqualTo(
            "The test AUC of 0.5010 is no better than that of a model without skill"
                + " (0.5000).");
  }

  @Test
  void aSkillThatTooFewTestEventsCannotShowIsUndecided() {
    Overtraining few =
        Overtraining.assess(
            Optional.of(new Gap("AUC", true, 0.5, "test", 0.80, 0.04, 0.73, 0.18)), FLAT);
    assertThat(few.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(few.remedies()).isEmpty();
    assertThat(few.reasons())
        .containsExactly(
            "Test events are too few to tell: their AUC of 0.730 ± 0.18 agrees with that of"
                + " training events, 0.800 ± 0.040, and with that of a model without skill,"
                + " 0.500.");
    Gap four = new Gap("AUC", true, 0.5, "test", 0.6, 0.15, 0.5, 0.5);
    assertThat(Overtraining.assess(Optional.of(four), FLAT).verdict()).isEqualTo(Verdict.UNDECIDED);
    Gap lost = new Gap("AUC", true, 0.5, "test", 0.80, 0.01, 0.52, 0.02);
    assertThat(Overtraining.assess(Optional.of(lost), FLAT).verdict())
        .isEqualTo(Verdict.UNDERTRAINED);
  }

  @Test
  void anRmseIsBetterWhenLower() {
    Gap gap = new Gap("RMSE", false, 5, "test", 0.5, 0.01, 0.8, 0.01);
    assertThat(gap.size()).isCloseTo(0.3, within(1e-12));
    assertThat(gap.relative()).isCloseTo(0.375, within(1e-12));
    assertThat(Overtraining.assess(Optional.of(gap), FLAT).verdict())
        .isEqualTo(Verdict.OVERTRAINED);
    Gap ignorant = new Gap("RMSE", false, 5, "test", 4.99, 0.05, 5.0, 0.05);
    assertThat(Overtraining.assess(Optional.of(ignorant), FLAT).verdict())
        .isEqualTo(Verdict.UNDERTRAINED);
  }

  @Test
  void withNothingToCompareNothingIsSaid() {
    assertThat(Overtraining.assess(Optional.empty(), FLAT).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(Overtraining.assess(auc(0.8, 0.8, Double.NaN), FLAT).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aCourseThatBreaksDownOrIsEmptySaysNothing() {
    assertThat(LossCurve.of(new double[0], 0)).isEqualTo(new LossCurve(0, 0, 0));
    assertThat(LossCurve.of(new double[] {Double.NaN}, 1)).isEqualTo(new LossCurve(1, 0, 0));
    LossCurve broken = LossCurve.of(new double[] {0.7, 0.6, 0.65, Double.NaN}, 2);
    assertThat(broken.riseFraction()).isCloseTo(0.5, within(1e-12));
  }
}
