package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.eval.Overtraining.Verdict;
import org.junit.jupiter.api.Test;

class ReferenceComparisonTest {
  private static final LossCurve FLAT = new LossCurve(9, 0, 0);

  private static ReferenceComparison comparison(double train, double difference, double error) {
    return new ReferenceComparison(
        "trees", 1000, train, 0.6, 0.6 - difference, difference, error, false);
  }

  private static Overtraining good() {
    return Overtraining.assess(
        Optional.of(new Gap("AUC", true, 0.5, "test", 0.8, 0.01, 0.8, 0.01)), FLAT);
  }

  private static Overtraining wide() {
    return Overtraining.assess(
        Optional.of(new Gap("AUC", true, 0.5, "test", 0.99, 0.001, 0.8, 0.01)), FLAT);
  }

  @Test
  void whatIsHardForBothDropsOutOfTheDifference() {
    double[] model = {1, 3, 2, 9};
    double[] other = {0.5, 2.6, 1.5, 8.6};
    double[] weight = {1, 2, 1, 2};
    ReferenceComparison found = ReferenceComparison.of("trees", 10, 1, model, other, weight, false);
    // d = 0.5, 0.4, 0.5, 0.4
    assertThat(found.difference()).isCloseTo(2.6 / 6, within(1e-12));
    assertThat(found.validationLoss() - found.referenceLoss())
        .isCloseTo(found.difference(), within(1e-12));
    double a = 0.5 - 2.6 / 6;
    double b = 2 * (0.4 - 2.6 / 6);
    assertThat(found.error()).isCloseTo(Math.sqrt(2 * a * a + 2 * b * b) / 6, within(1e-12));
  }

  @Test
  void aReferenceIsBetterByThreeSigmaAndFivePercent() {
    assertThat(comparison(1, 0.05, 0.01).isBetter()).isTrue();
    assertThat(comparison(1, 0.05, 0.02).isBetter()).as("2.5 sigma").isFalse();
    assertThat(comparison(1, 0.02, 0.001).isBetter()).as("3 %% of the loss").isFalse();
  }

  @Test
  void onlyATrainingLossAboveTheReferencesValidationLossIsUnderfitting() {
    Overtraining simple = good().with(Optional.of(comparison(0.58, 0.05, 0.01)), false);
    assertThat(simple.verdict()).isEqualTo(Verdict.UNDERTRAINED);
    assertThat(simple.remedies()).isNotEmpty();
    Overtraining other = good().with(Optional.of(comparison(0.5, 0.05, 0.01)), false);
    assertThat(other.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(other.reasons()).anyMatch(r -> r.startsWith("Another learner does better"));
    assertThat(other.remedies()).containsExactly("train `model: trees`");
    assertThat(good().with(Optional.of(comparison(0.6, 0.001, 0.01)), false)).isEqualTo(good());
    assertThat(good().with(Optional.empty(), false)).isEqualTo(good());
  }

  @Test
  void aGapOfWhatReproducesItsTrainingEventsSaysNothingAlone() {
    assertThat(wide().verdict()).isEqualTo(Verdict.OVERTRAINED);
    assertThat(wide().with(Optional.empty(), false)).isEqualTo(wide());
    assertThat(wide().with(Optional.empty(), true).verdict()).isEqualTo(Verdict.UNDECIDED);
    Optional<ReferenceComparison> no = Optional.of(comparison(0.1, 0.001, 0.01));
    assertThat(wide().with(no, true).verdict()).isEqualTo(Verdict.GOOD);
    Optional<ReferenceComparison> yes = Optional.of(comparison(0.1, 0.05, 0.01));
    assertThat(wide().with(yes, true).verdict()).isEqualTo(Verdict.OVERTRAINED);
  }

  @Test
  void whoDoesBetterIsSaidFromThreeStandardDeviationsOn() {
    assertThat(compared(0.31).words("network"))
        .isEqualTo(
            "Trees would do better than this network on these events: loss 0.9000, trees 0.5900 on"
                + " validation events; event by event a difference of 0.31 ± 0.1.");
    assertThat(compared(-0.31).words("model"))
        .startsWith(
            "This model does better than trees on these events: loss 0.9000, trees 1.210 on");
    assertThat(compared(0.29).words("network"))
        .startsWith("Neither this network nor trees does clearly better on these events: ");
    assertThat(compared(-0.29).words("network")).startsWith("Neither ");
  }

  @Test
  void weightsAreNamedWhereTheyAreNotThoseOfTheFigures() {
    String weights =
        " validation events, with their training weights, which differ from those of the figures";
    ReferenceComparison found =
        new ReferenceComparison("trees", 1000, 0.8, 0.9, 0.5, 0.4, 0.1, true);
    assertThat(found.words("network")).contains(weights + "; event by event");
    assertThat(found.reason())
        .contains("a loss of 0.5000 on the" + weights + ", this model 0.9000:");
    assertThat(compared(0.4).reason())
        .isEqualTo(
            "A reference, trees fitted to 100 of the training events, has a loss of 0.5000 on the"
                + " validation events, this model 0.9000: event by event a difference of 0.4000 ±"
                + " 0.10.");
  }

  private static ReferenceComparison compared(double difference) {
    return new ReferenceComparison(
        "trees", 100, 0.8, 0.9, 0.9 - difference, difference, 0.1, false);
  }
}
