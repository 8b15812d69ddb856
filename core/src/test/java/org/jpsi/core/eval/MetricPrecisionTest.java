package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class MetricPrecisionTest {
  private static final Task HIGGS = new Task.Binary("higgs", "ttbar");
  private static final History FALLEN =
      new History(
          List.of(
              new Epoch(1, 0.7, 0.7, 0.5, true, 1e-3, 0),
              new Epoch(2, 0.4, 0.4, 0.5, true, 1e-3, 0),
              new Epoch(3, 0.4, 0.4, 0.5, false, 1e-3, 0)),
          2,
          History.StopReason.EPOCHS);

  /// Exponential scores: with rates 1 and 9 the AUC is 0.9.
  private static ScoredEvents classified(Part part, int signal, int background, double heavy) {
    Rng rng = Rng.of(5).child(part.name());
    int events = signal + background;
    int[] label = new int[events];
    double[][] score = new double[1][events];
    double[] weight = new double[events];
    Arrays.fill(weight, 1);
    for (int i = 0; i < events; i++) {
      label[i] = i < signal ? Task.Binary.SIGNAL : 1 - Task.Binary.SIGNAL;
      double decay = -StrictMath.log(1 - rng.uniform(i)) * (i < signal ? 9 : 1);
      score[0][i] = 1 - StrictMath.exp(-decay);
    }
    weight[0] = heavy;
    return ScoredEvents.classification(part, score, label, weight, 0.4);
  }

  private static Evaluation higgs(int signal, double heavy) {
    return Evaluation.of(
        HIGGS,
        List.of(classified(Part.TRAIN, 100, 4000, 1), classified(Part.TEST, signal, 1000, heavy)),
        FALLEN);
  }

  @Test
  void fourteenSignalEventsDoNotMakeAGoodTraining() {
    Overtraining few = higgs(14, 1).overtraining();
    assertThat(few.verdict()).isEqualTo(Overtraining.Verdict.UNDECIDED);
    assertThat(few.reasons().getFirst())
        .startsWith("The AUC on test events, 0.9")
        .contains(" is not measured well enough to judge by: 14 of them are higgs. Within three")
        .endsWith("1 - AUC may be half of what was found, or half as much again.");
    assertThat(few.reasons().get(1)).contains("they agree within errors");
    assertThat(few.remedies())
        .containsExactly("get more data", "give more of the events to the test part (`split:`)");
    assertThat(few.gap()).isPresent();
  }

  @Test
  void hundredsDo() {
    assertThat(higgs(300, 1).overtraining().verdict()).isEqualTo(Overtraining.Verdict.GOOD);
  }

  @Test
  void whatCountsAreTheEffectiveEvents() {
    Overtraining heavy = higgs(300, 100).overtraining();
    assertThat(heavy.verdict()).isEqualTo(Overtraining.Verdict.UNDECIDED);
    assertThat(heavy.reasons().getFirst())
        .contains(": 300 of them are higgs, which by their weights count as 15.5. Within");
  }

  @Test
  void aReferenceDoesNotMakeItGoodAgain() {
    Evaluation few = higgs(14, 1);
    Overtraining good = Overtraining.assess(few.overtraining().gap(), few.overtraining().curve());
    assertThat(good.verdict()).isEqualTo(Overtraining.Verdict.GOOD);
    assertThat(few.with(good.with(Optional.empty(), false)).overtraining().verdict())
        .isEqualTo(Overtraining.Verdict.UNDECIDED);
  }

  private static ScoredEvents predicted(Part part, int events) {
    Rng rng = Rng.of(6).child(part.name());
    double[][] truth = new double[1][events];
    double[][] predicted = new double[1][events];
    double[] weight = new double[events];
    Arrays.fill(weight, 1);
    for (int i = 0; i < events; i++) {
      truth[0][i] = 90 + 10 * rng.normal(i);
      predicted[0][i] = truth[0][i] + 3 * rng.child("resolution").normal(i);
    }
    return ScoredEvents.regression(part, predicted, truth, weight, 0.2);
  }

  @Test
  void aResolutionWantsSomeEventsToo() {
    Task mass = new Task.Regression(List.of(new Task.Target("m", "GeV")));
    ScoredEvents train = predicted(Part.TRAIN, 400);
    Overtraining few =
        Evaluation.of(mass, List.of(train, predicted(Part.TEST, 7)), FALLEN).overtraining();
    assertThat(few.verdict()).isEqualTo(Overtraining.Verdict.UNDECIDED);
    assertThat(few.reasons().getFirst())
        .startsWith("The RMSE of m on test events, ")
        .contains("is not measured well enough to judge by: few of the 7 events decide it.");
    assertThat(
            Evaluation.of(mass, List.of(train, predicted(Part.TEST, 200)), FALLEN)
                .overtraining()
                .verdict())
        .isEqualTo(Overtraining.Verdict.GOOD);
  }
}
