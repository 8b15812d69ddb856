package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// Evaluation of ensembles that are made up.
class MemberFiguresTest {
  private static final Task BINARY = new Task.Binary("s", "b");
  private static final Task MASS = new Task.Regression(List.of(new Task.Target("m", "GeV")));
  private static final History HISTORY =
      new History(
          List.of(new Epoch(1, 0.7, 0.6, 0.5, true, 1e-3, 0)), 1, History.StopReason.EPOCHS);

  /// Events of which the classes are apart by so many standard deviations: the noise of an event is
  /// half its own and half that of who scores it.
  private static ScoredEvents events(Part part, int count, double apart, String by) {
    Rng rng = Rng.of(5).child(part.name());
    int[] label = new int[count];
    double[][] score = new double[1][count];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      label[i] = rng.integer(2, i);
      weight[i] = 0.5 + rng.child("w").uniform(i);
      double noise = rng.child("own").normal(i) + rng.child(by).normal(i);
      double z = apart * (label[i] - 0.5) + noise * Math.sqrt(0.5);
      score[0][i] = 1 / (1 + StrictMath.exp(-z));
    }
    return ScoredEvents.classification(part, score, label, weight, 0.5);
  }

  private static ScoredEvents masses(Part part, double resolution) {
    Rng rng = Rng.of(6).child(part.name());
    double[][] truth = new double[1][2000];
    double[][] found = new double[1][2000];
    for (int i = 0; i < 2000; i++) {
      truth[0][i] = 90 + 10 * rng.normal(i);
      found[0][i] = truth[0][i] + resolution * rng.child("r").normal(i);
    }
    double[] weight = new double[2000];
    Arrays.fill(weight, 1);
    return ScoredEvents.regression(part, found, truth, weight, 0.2);
  }

  private static MemberScores members(ScoredEvents heldOut, ScoredEvents single) {
    double[][] spread = new double[1][single.events()];
    Arrays.setAll(spread[0], i -> 0.01 * (i % 3));
    return new MemberScores(8, heldOut, Optional.of(single), spread, Optional.empty());
  }

  private static Evaluation evaluated(double own, double held, double test) {
    ScoredEvents train = events(Part.TRAIN, 4000, own, "own");
    ScoredEvents heldOut = events(Part.TRAIN, 4000, held, "held");
    ScoredEvents kept = events(Part.TEST, 2000, test, "all");
    ScoredEvents single = events(Part.TEST, 2000, test, "one");
    return Evaluation.of(
        BINARY, List.of(train, kept), HISTORY, Optional.of(members(heldOut, single)));
  }

  @Test
  void theGapIsThatOfOneMemberAndItsErrorThatOfTheSameEvents() {
    Evaluation found = evaluated(2.0, 2.0, 2.0);
    Overtraining.Gap gap = found.overtraining().gap().orElseThrow();
    MemberFigures members = found.members().orElseThrow();
    assertThat(gap.train())
        .isEqualTo(
            Objects.requireNonNull(found.metrics().get(Part.TRAIN)).value("auc").orElseThrow());
    assertThat(gap.test()).isEqualTo(members.heldOut().value("auc").orElseThrow());
    assertThat(gap.error()).isLessThan(Math.hypot(gap.trainError(), gap.testError()));
    assertThat(found.overtraining().verdict()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(found.overtraining().reasons().getFirst())
        .startsWith("AUC of one member on training events 0.")
        .contains(", on held-out events 0.")
        .contains("they agree within errors");
  }

  @Test
  void theErrorOfADifferenceIsThatOfResampledEvents() {
    ScoredEvents own = events(Part.TRAIN, 1500, 2.2, "own");
    ScoredEvents held = events(Part.TRAIN, 1500, 1.8, "held");
    double error = Auc.differenceError(own.scores(), held.scores(), own.label(), own.weight());
    double sum = 0;
    double squares = 0;
    int times = 400;
    for (int k = 0; k < times; k++) {
      Rng rng = Rng.of(9).child(k);
      double[] weight = own.weight().clone();
      double[] drawn = new double[weight.length];
      for (int i = 0; i < weight.length; i++) {
        int j = rng.integer(weight.length, i);
        drawn[j] += weight[j];
      }
      boolean[] signal = OneVsRest.isClass(own.label(), 1);
      double difference =
          Auc.of(own.scores()[0], signal, drawn).value()
              - Auc.of(held.scores()[0], signal, drawn).value();
      sum += difference;
      squares += difference * difference;
    }
    double deviation = Math.sqrt(squares / times - sum / times * sum / times);
    assertThat(error).isCloseTo(deviation, within(0.12 * deviation));
    assertThat(Auc.differenceError(own.scores(), own.scores(), own.label(), own.weight())).isZero();
  }

  @Test
  void membersThatLearnByHeartAreJudgedByTheReference() {
    Overtraining alone = evaluated(4.0, 2.0, 2.0).overtraining();
    assertThat(alone.verdict()).isEqualTo(Overtraining.Verdict.OVERTRAINED);
    assertThat(alone.isOfMember()).isTrue();
    assertThat(alone.reasons().getFirst())
        .containsPattern(
            "a gap of [0-9.]+ standard deviations of 0\\.00\\d+, the same events being scored"
                + " twice;");
    Overtraining good = alone.with(Optional.of(reference(0.1)), false);
    assertThat(good.verdict()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(good.reasons().getLast())
        .startsWith("Members may learn fluctuations of their own events, each other ones")
        .endsWith("boosted-trees does no better on validation events.");
    assertThat(alone.with(Optional.of(reference(-0.1)), false).verdict())
        .isEqualTo(Overtraining.Verdict.OVERTRAINED);
    assertThat(alone.with(Optional.empty(), false).verdict())
        .isEqualTo(Overtraining.Verdict.OVERTRAINED);
  }

  /// @param worse how much worse than the model the reference is
  private static ReferenceComparison reference(double worse) {
    return new ReferenceComparison(
        "boosted-trees", 100, 0.4, 0.5, 0.5 + worse, -worse, 0.01, false);
  }

  @Test
  void testEventsThatFareWorseThanHeldOutOnesAreNotHidden() {
    Overtraining found = evaluated(2.0, 2.0, 1.0).overtraining();
    assertThat(found.verdict()).isEqualTo(Overtraining.Verdict.OVERTRAINED);
    assertThat(found.isOfMember()).isFalse();
    assertThat(found.reasons().getFirst())
        .startsWith("AUC on held-out events 0.")
        .contains(", on test events 0.")
        .contains("the held-out error is ");
    assertThat(found.with(Optional.of(reference(0.1)), false).verdict())
        .as("a reference cannot excuse it")
        .isEqualTo(Overtraining.Verdict.OVERTRAINED);
  }

  @Test
  void distancesAreOfOneMemberOnBothSides() {
    Evaluation found = evaluated(2.0, 2.0, 2.0);
    ScoredEvents train = found.train();
    ScoredEvents single = found.members().orElseThrow().scores().single().orElseThrow();
    assertThat(found.ksTests().getFirst().orElseThrow())
        .isEqualTo(
            KolmogorovSmirnov.of(
                train.scoresOf(BINARY, 0), train.weightsOf(0),
                single.scoresOf(BINARY, 0), single.weightsOf(0)));
    assertThat(found.scores(0).other()).isNotEqualTo(found.evaluatedScores(0).other());
    assertThat(found.trainRocs().getFirst().orElseThrow().auc().value())
        .as("the ROC beside the test events' is that of held-out events")
        .isEqualTo(found.members().orElseThrow().heldOut().value("auc").orElseThrow());
  }

  @Test
  void withTrainingEventsAloneTheHeldOutOnesTellAndChooseNoCut() {
    ScoredEvents train = events(Part.TRAIN, 1000, 3, "own");
    ScoredEvents heldOut = events(Part.TRAIN, 1000, 2, "held");
    MemberScores scores =
        new MemberScores(8, heldOut, Optional.empty(), new double[0][], Optional.empty());
    Evaluation found = Evaluation.of(BINARY, List.of(train), HISTORY, Optional.of(scores));
    assertThat(found.evaluated()).isSameAs(heldOut);
    assertThat(found.trainingOnly()).isTrue();
    assertThat(found.cuts()).isEmpty();
    assertThat(found.ksTests()).isEmpty();
    assertThat(found.evaluatedMetrics()).isEqualTo(found.members().orElseThrow().heldOut());
    assertThat(found.overtraining().gap()).isPresent();
    assertThat(found.members().orElseThrow().spreads()).isEmpty();
  }

  @Test
  void theTrainingSpreadIsWeightedByMagnitudes() {
    Evaluation found = evaluated(2.0, 2.0, 2.0);
    double[] weight = found.evaluated().weight();
    double sum = 0;
    double spread = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i];
      spread += weight[i] * 0.01 * (i % 3);
    }
    MemberFigures members = found.members().orElseThrow();
    assertThat(members.spreads().getFirst()).isCloseTo(spread / sum, within(1e-12));
    assertThat(members.spread(0).train().getFirst().orElseThrow().total())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aRegressionsGapIsThatOfItsRmse() {
    ScoredEvents train = masses(Part.TRAIN, 1.0);
    ScoredEvents heldOut = masses(Part.TRAIN, 1.5);
    ScoredEvents test = masses(Part.TEST, 1.5);
    Evaluation found =
        Evaluation.of(MASS, List.of(train, test), HISTORY, Optional.of(members(heldOut, test)));
    Overtraining.Gap gap = found.overtraining().gap().orElseThrow();
    assertThat(gap.metric()).isEqualTo("RMSE of one member");
    assertThat(gap.train()).isCloseTo(1, within(0.05));
    assertThat(gap.test()).isCloseTo(1.5, within(0.08));
    // The same events with residuals in proportion: the difference is known as well as a third of
    // one of them.
    assertThat(gap.error()).isCloseTo(gap.testError() / 3, within(1e-4));
    assertThat(found.overtraining().verdict()).isEqualTo(Overtraining.Verdict.OVERTRAINED);
  }
}
