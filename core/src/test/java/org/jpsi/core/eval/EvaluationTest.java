package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.Histogram2D;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Task BINARY = new Task.Binary("s", "b");
  private static final Task CLASSES = new Task.Multiclass(List.of("u", "d", "s"));
  private static final Task TARGET = new Task.Regression(List.of(new Task.Target("m", "GeV")));
  private static final History HISTORY =
      new History(
          List.of(new Epoch(1, 0.7, 0.6, 0.5, true, 1e-3, 0)), 1, History.StopReason.EPOCHS);

  /// Scores with some separation of the classes.
  private static ScoredEvents scored(Part part, int outputs, int events) {
    Rng rng = Rng.of(3).child(part.name());
    int[] label = new int[events];
    double[][] scores = new double[outputs][events];
    double[] weight = new double[events];
    for (int i = 0; i < events; i++) {
      label[i] = rng.integer(Math.max(2, outputs), i);
      weight[i] = rng.child("w").uniform(i) < 0.1 ? -0.5 : 1.5;
      for (int k = 0; k < outputs; k++) {
        boolean own = label[i] == (outputs == 1 ? Task.Binary.SIGNAL : k);
        scores[k][i] = (float) (0.8 * rng.child(k).uniform(i) + (own ? 0.2 : 0));
      }
    }
    return ScoredEvents.classification(part, scores, label, weight, 0.5);
  }

  private static ScoredEvents predicted(Part part, int events) {
    Rng rng = Rng.of(4).child(part.name());
    double[][] truth = new double[1][events];
    double[][] scores = new double[1][events];
    double[] weight = new double[events];
    for (int i = 0; i < events; i++) {
      truth[0][i] = (float) (90 + 10 * rng.normal(i));
      scores[0][i] = (float) (truth[0][i] + 2 * rng.child("r").normal(i));
      weight[i] = 1;
    }
    return ScoredEvents.regression(part, scores, truth, weight, 0.2);
  }

  @Test
  void aBinaryEvaluationHasTheFiguresOfItsTestEvents() {
    ScoredEvents train = scored(Part.TRAIN, 1, 900);
    ScoredEvents test = scored(Part.TEST, 1, 600);
    Evaluation evaluation = Evaluation.of(BINARY, List.of(train, test), HISTORY);
    assertThat(evaluation.evaluated()).isEqualTo(test);
    assertThat(evaluation.trainingOnly()).isFalse();
    assertThat(evaluation.metrics().keySet()).containsExactly(Part.TRAIN, Part.TEST);
    assertThat(evaluation.evaluatedMetrics().values().keySet())
        .containsExactly(
            "loss",
            "auc",
            "auc_error",
            "accuracy",
            "accuracy_error",
            "brier",
            "brier_error",
            "effective_events");
    OneVsRest signal = test.oneVsRest(BINARY).getFirst();
    Auc auc = Auc.of(signal.score(), signal.signal(), test.weight());
    assertThat(evaluation.rocs().getFirst().orElseThrow().auc()).isEqualTo(auc);
    assertThat(evaluation.evaluatedMetrics().value("auc").orElseThrow()).isEqualTo(auc.value());
    assertThat(evaluation.confusion().orElseThrow().accuracy())
        .isEqualTo(evaluation.evaluatedMetrics().value("accuracy").orElseThrow());
    assertThat(evaluation.cuts()).isPresent();
    assertThat(evaluation.ksTests()).hasSize(2).doesNotContain(Optional.empty());
    assertThat(evaluation.overtraining().gap().orElseThrow().test()).isEqualTo(auc.value());
    assertThat(evaluation.percentNegative()).isBetween(5.0, 15.0);
    long background = 0;
    for (int label : test.label()) {
      background += label == 0 ? 1 : 0;
    }
    assertThat(evaluation.minBackgroundEfficiency(0)).isEqualTo(10.0 / background);
  }

  @Test
  void yieldsAreThoseOfTheWholeSample() {
    ScoredEvents train = scored(Part.TRAIN, 1, 900);
    ScoredEvents test = scored(Part.TEST, 1, 600);
    Evaluation evaluation = Evaluation.of(BINARY, List.of(train, test), HISTORY);
    double signal = 0;
    for (ScoredEvents part : evaluation.parts()) {
      for (double w : part.weightsOf(Task.Binary.SIGNAL)) {
        signal += w;
      }
    }
    assertThat(evaluation.cuts().orElseThrow().points().getFirst().s())
        .isCloseTo(signal, within(1e-9));
  }

  @Test
  void eachScoreStandsAgainstTheRest() {
    ScoredEvents train = scored(Part.TRAIN, 3, 900);
    ScoredEvents validation = scored(Part.VALIDATION, 3, 300);
    Evaluation evaluation = Evaluation.of(CLASSES, List.of(train, validation), HISTORY);
    assertThat(evaluation.evaluated()).isEqualTo(validation);
    assertThat(evaluation.rocs()).hasSize(3);
    assertThat(evaluation.cuts()).isEmpty();
    Distributions second = evaluation.scores(1);
    assertThat(second.train()).hasSize(2);
    assertThat(second.other()).hasSize(2);
    double own = 0;
    for (double w : train.weightsOf(1)) {
      own += w;
    }
    Histogram filled =
        Histogram.of(
            second.binning(),
            900,
            i -> train.scores()[1][i],
            i -> train.weight()[i],
            i -> train.label()[i] == 1);
    assertThat(second.train().get(1).orElseThrow().sum()).isEqualTo(filled.times(1 / own).sum());
  }

  @Test
  void aRegressionHasResidualsAndPredictions() {
    ScoredEvents train = predicted(Part.TRAIN, 900);
    ScoredEvents test = predicted(Part.TEST, 500);
    Evaluation evaluation = Evaluation.of(TARGET, List.of(train, test), HISTORY);
    RegressionMetrics quality = evaluation.regressions().getFirst();
    assertThat(quality.rmse()).isBetween(1.8, 2.2);
    assertThat(quality.r2())
        .isCloseTo(1 - Math.pow(quality.rmse() / quality.spread(), 2), within(1e-12))
        .isBetween(0.9, 1.0);
    assertThat(evaluation.rocs()).isEmpty();
    assertThat(evaluation.confusion()).isEmpty();
    Distributions residuals = evaluation.residuals(0);
    assertThat(residuals.train().getFirst().orElseThrow().total()).isCloseTo(1, within(1e-12));
    Histogram2D predictions = evaluation.predictions(0);
    double inside = 0;
    for (double[] row : predictions.sum()) {
      for (double w : row) {
        inside += w;
      }
    }
    assertThat(inside).isBetween(480.0, 500.0);
  }

  @Test
  void trainingEventsAloneJudgeThemselvesAndNothingIsCompared() {
    ScoredEvents train = scored(Part.TRAIN, 1, 200);
    Evaluation evaluation = Evaluation.of(BINARY, List.of(train), HISTORY);
    assertThat(evaluation.trainingOnly()).isTrue();
    assertThat(evaluation.ksTests()).isEmpty();
    assertThat(evaluation.scores(0).other()).isEmpty();
    assertThat(evaluation.overtraining().verdict()).isEqualTo(Overtraining.Verdict.UNDECIDED);
    List<FailedMetric> failed = new ArrayList<>();
    assertThat(Evaluation.metrics(BINARY, List.of(train), failed::add))
        .isEqualTo(evaluation.metrics());
    assertThat(failed).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ScoredEvents test = scored(Part.TEST, 1, 10);
    ScoredEvents train = scored(Part.TRAIN, 1, 10);
    assertThatThrownBy(() -> Evaluation.of(BINARY, List.of(test), HISTORY))
        .hasMessage("expected the training part first");
    assertThatThrownBy(() -> Evaluation.of(BINARY, List.of(train, train), HISTORY))
        .hasMessage("expected parts in their order, found TRAIN, TRAIN");
    assertThatThrownBy(() -> Evaluation.of(CLASSES, List.of(train, test), HISTORY))
        .hasMessage("train: expected 3 scores per event, found 1");
    assertThatThrownBy(() ->
            ScoredEvents.classification(
                Part.TEST, new double[][] {new double[2]}, new int[2], new double[3], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test: scores of 2 events, weights of 3");
    assertThatThrownBy(() ->
            new TrainingFeatures(
                BINARY, List.of(NumberColumn.of("a", "", new float[2])), new int[3], new double[3]))
        .hasMessage("feature a has 2 events, expected 3");
  }

  @Test
  void aMetricThatFailsIsNamedAndCostsNoOther() {
    ScoredEvents train = scored(Part.TRAIN, 1, 200);
    ScoredEvents test = scored(Part.TEST, 1, 100);
    ScoredEvents odd = scored(Part.TEST, 1, 100);
    odd.label()[7] = 2;
    Evaluation sound = Evaluation.of(BINARY, List.of(train, test), HISTORY);
    assertThat(sound.failures()).isEmpty();
    Evaluation found = Evaluation.of(BINARY, List.of(train, odd), HISTORY);
    String why = "IllegalArgumentException: label of event 7 is 2, expected 0 to 1";
    assertThat(found.failures()).containsExactly(new FailedMetric("confusion matrix", why));
    assertThat(found.confusion()).isEmpty();
    assertThat(found.rocs().getFirst()).isPresent();
    assertThat(found.metrics().get(Part.TRAIN)).isEqualTo(sound.metrics().get(Part.TRAIN));
  }

  @Test
  void scoresThatAreNotFiniteHaveALossAndNothingElse() {
    ScoredEvents train = scored(Part.TRAIN, 1, 200);
    train.scores()[0][3] = Double.NaN;
    ScoredEvents test = scored(Part.TEST, 1, 100);
    Evaluation found = Evaluation.of(BINARY, List.of(train, test), HISTORY);
    assertThat(found.failures().stream().map(FailedMetric::name))
        .containsExactly(
            "metrics of train events", "ROC curves of train events", "Kolmogorov-Smirnov tests");
    assertThat(found.metrics().firstEntry().getValue().values().keySet()).containsExactly("loss");
    assertThat(found.trainRocs()).containsExactly(Optional.empty());
    List<FailedMetric> alone = new ArrayList<>();
    assertThat(Evaluation.metrics(BINARY, List.of(train, test), alone::add))
        .isEqualTo(found.metrics());
    assertThat(alone).containsExactly(found.failures().getFirst());
    assertThat(found.rocs().getFirst()).isPresent();
    assertThat(found.overtraining().verdict()).isEqualTo(Overtraining.Verdict.UNDECIDED);
    ScoredEvents wrong = predicted(Part.TRAIN, 50);
    wrong.scores()[0][0] = Double.POSITIVE_INFINITY;
    Evaluation residuals = Evaluation.of(TARGET, List.of(wrong, predicted(Part.TEST, 50)), HISTORY);
    assertThat(residuals.failures().getFirst().name())
        .isEqualTo("residual metrics of train events");
    assertThat(residuals.regressions()).hasSize(1);
  }

  @Test
  void inputsAreSeenByClass() {
    TrainingFeatures inputs =
        new TrainingFeatures(
            BINARY,
            List.of(
                NumberColumn.of("a", "", new float[] {0, 1, 2, 3}),
                NumberColumn.of("b", "", new float[] {0, -1, 2, 3})),
            new int[] {0, 0, 1, 1},
            new double[] {1, 1, 1, -2});
    assertThat(inputs.groups()).isEqualTo(2);
    Distributions a = inputs.distribution(inputs.features().getFirst());
    assertThat(a.train().getFirst().orElseThrow().sum()).containsExactly(0.5, 0.5, 0, 0);
    assertThat(a.train().getLast()).isEmpty();
    assertThat(inputs.hasCorrelation(0)).isTrue();
    assertThat(inputs.hasCorrelation(1)).isFalse();
    assertThat(inputs.correlation(0).matrix()[0][1]).isCloseTo(-1, within(1e-12));
  }
}
