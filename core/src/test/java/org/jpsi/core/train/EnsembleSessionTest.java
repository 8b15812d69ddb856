package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An ensemble by bagging is chosen by the events that each member held out, and by nothing else.
class EnsembleSessionTest {
  private static final Task TASK = new Task.Binary("signal", "background");
  private static final Loss LOSS = Loss.usual(TASK);
  private static final Parts EVENTS =
      Parts.of(TrainerTest.quadrants(700, 1), TrainerTest.quadrants(200, 2));
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(5)
          .withBatch(64)
          .withPatience(3)
          .withUpdates(UpdateRule.PLAIN.with(new Averaging.Ema(0.9)));
  private static final NetworkLearner LEARNER = learner(CONFIG);

  @TempDir Path folder;

  private static NetworkLearner learner(TrainingConfig config) {
    return NetworkLearner.of(EnsembleSessionTest::network, Adam.of(0.01), config).members(5);
  }

  private static Sequential network(int inputs, int outputs) {
    return Sequential.of(
        Linear.of(inputs, 12),
        BatchNorm.of(12),
        Relu.of(),
        Dropout.of(0.1),
        Linear.of(12, outputs));
  }

  private static Sequential memorizing(int inputs, int outputs) {
    return Sequential.of(
        Linear.of(inputs, 64), Relu.of(), Linear.of(64, 64), Relu.of(), Linear.of(64, outputs));
  }

  private static Learner.FitRequest request(Parts events, int threads, TrainingListener listener) {
    return new Learner.FitRequest(events, TASK, LOSS, Metric.auc(), Map.of(), 3, threads, listener);
  }

  private static Learner.FitRequest request(Parts events) {
    return request(events, 1, TrainingListener.SILENT);
  }

  private static float[] outputs(Learner.FitResult fit) {
    Dataset validation = EVENTS.validation();
    return fit.predictor().predict(validation.inputs(), validation.features());
  }

  private static void demandSame(Learner.FitResult found, Learner.FitResult expected) {
    assertThat(found.history()).isEqualTo(expected.history());
    assertThat(outputs(found)).isEqualTo(outputs(expected));
  }

  private static List<Predictor> members(Learner.FitResult fit) {
    return ((EnsemblePredictor) fit.predictor()).members();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void threadsChangeNoBit(int threads) {
    Learner.FitResult one = LEARNER.fit(request(EVENTS));
    Learner.FitResult many = LEARNER.fit(request(EVENTS, threads, TrainingListener.SILENT));
    demandSame(many, one);
    assertThat(many.outOfFold().orElseThrow().foldOf())
        .isEqualTo(one.outOfFold().orElseThrow().foldOf());
  }

  @Test
  void aResumedTrainingHasTheBitsOfOneThatWasNeverInterrupted() {
    List<Checkpoint> checkpoints = new ArrayList<>();
    Learner.FitResult whole = LEARNER.checkpoints(checkpoints::add).fit(request(EVENTS));
    assertThat(checkpoints).hasSameSizeAs(whole.history().epochs());
    for (int epoch = 0; epoch < checkpoints.size(); epoch++) {
      Path file = folder.resolve(epoch + ".safetensors");
      checkpoints.get(epoch).write(file, "this");
      Checkpoint read = Checkpoint.read(file, "this");
      demandSame(LEARNER.resume(read).fit(request(EVENTS, 2, TrainingListener.SILENT)), whole);
    }
    assertThatThrownBy(() -> LEARNER.members(4).resume(checkpoints.get(1)).fit(request(EVENTS)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train anew");
    assertThatThrownBy(() -> LEARNER.members(1).resume(checkpoints.get(1)).fit(request(EVENTS)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train anew");
  }

  @Test
  void theValidationLossIsThatOfEachEventByTheMemberThatHeldItOut() {
    // without validation events, which scale the logits
    Learner.FitResult fit = LEARNER.fit(request(Parts.of(EVENTS.train(), Dataset.none())));
    OutOfFold folds = fit.outOfFold().orElseThrow();
    Dataset train = EVENTS.train();
    double losses = 0;
    for (int m = 0; m < folds.members(); m++) {
      Dataset held = train.view(folds.heldOut(m));
      losses += Predictions.of(members(fit).get(m), LOSS, held, ThreadPool.SERIAL).lossSum();
    }
    Epoch best = fit.history().epochs().get(fit.history().bestEpoch() - 1);
    assertThat(losses / (train.meanWeight() * train.events()))
        .isCloseTo(best.validationLoss(), within(1e-6));
  }

  // Labels are noise; each event is there twice.
  private static Dataset noise(int pairs) {
    Rng rng = Rng.of(11);
    float[] x = new float[2 * pairs * 10];
    float[] y = new float[2 * pairs];
    float[] w = new float[2 * pairs];
    Arrays.fill(w, 1);
    for (int i = 0; i < 2 * pairs; i++) {
      int pair = i % pairs;
      for (int j = 0; j < 10; j++) {
        x[i * 10 + j] = (float) rng.normal(pair * 11L + j);
      }
      y[i] = rng.uniform(pair * 11L + 10) < 0.5 ? 0 : 1;
    }
    return Dataset.of(x, y, w);
  }

  // The AUC of each member's predictions for its own held-out events, together.
  private static double heldOut(Learner.FitResult fit) {
    return fit.history().epochs().getLast().metric();
  }

  private static double own(Learner.FitResult fit, Dataset train) {
    Dataset seen = train.view(fit.outOfFold().orElseThrow().trainedOn(0));
    float[] outputs = members(fit).getFirst().predict(seen.inputs(), seen.features());
    return Metric.auc().of(outputs, seen.targets(), seen.weights());
  }

  @Test
  void whatAMemberHeldOutItHasNotLearned() {
    int pairs = 300;
    Parts events = Parts.of(noise(pairs), Dataset.none());
    long[] groups = new long[2 * pairs];
    Arrays.setAll(groups, i -> i % pairs);
    NetworkLearner learner =
        NetworkLearner.of(
                EnsembleSessionTest::memorizing,
                Adam.of(0.01),
                TrainingConfig.epochs(20).withBatch(32).withPatience(0))
            .members(4);
    Learner.FitResult grouped = learner.fit(request(events).withGroups(groups));
    Learner.FitResult dealt = learner.fit(request(events));
    // The best epoch of noise is the first: the last is asked for the metric alone.
    assertThat(heldOut(grouped)).isBetween(0.4, 0.6);
    assertThat(own(grouped, events.train())).isGreaterThan(0.5);
    // Without groups the twin of an event is in the other folds, and gives it away.
    assertThat(heldOut(dealt)).isGreaterThan(0.8);
    assertThat(own(dealt, events.train())).isGreaterThan(0.8);
  }

  @Test
  void whereWeightsHaveBothSignsABoundedFigureOfTheHeldOutEventsDecides() {
    List<Integer> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void negativeLoss(int label, int epoch, double loss) {
            told.add(label);
          }
        };
    Dataset plain = EVENTS.train();
    float[] weights = plain.weights();
    // Most of one class cancels: its loss has no lower bound.
    for (int i = 0; i < weights.length; i++) {
      weights[i] = plain.targets()[i] == 1 && i % 5 > 2 ? -1.4f : 1;
    }
    Parts events = Parts.of(plain.withWeights(weights), EVENTS.validation());
    NetworkLearner learner = learner(CONFIG.withEpochs(12).withPatience(0));
    Learner.FitResult fit = learner.fit(request(events, 2, listener));
    History history = fit.history();
    assertThat(told).doesNotHaveDuplicates().contains(1);
    double lowest =
        history.epochs().stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
    assertThat(history.epochs().get(history.bestEpoch() - 1).validationLoss())
        .isGreaterThan(lowest);
    List<Checkpoint> checkpoints = new ArrayList<>();
    demandSame(learner.checkpoints(checkpoints::add).fit(request(events)), fit);
    demandSame(learner.resume(checkpoints.get(6)).fit(request(events)), fit);
  }

  @Test
  void fewerEventsThanMembersMakeFewerMembers() {
    Parts four = Parts.of(Dataset.of(new float[] {1, 2, 3, 4}, new int[] {0, 1, 0, 1}), none());
    NetworkLearner learner = LEARNER.members(8);
    Learner.FitResult fit = learner.fit(request(four));
    assertThat(fit.outOfFold().orElseThrow().members()).isEqualTo(4);
    assertThat(members(fit)).hasSize(4);
    Learner.FitRequest two = request(four).withGroups(new long[] {7, -1, 7, -1});
    assertThat(members(learner.fit(two))).hasSize(2);
    assertThatThrownBy(() -> learner.fit(request(four).withGroups(new long[4])))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[members] expected training events of two groups or more, since each member holds out"
                + " another share, found one group; set `members: 1`, or give more events");
  }

  private static Dataset none() {
    return Dataset.none();
  }

  @Test
  void weightsWithoutAPositiveSumInAMembersEventsAreRefused() {
    Dataset events =
        Dataset.of(new float[] {1, 2, 3}, new float[] {0, 1, 1}, new float[] {-3, 1, 2.5f});
    assertThatThrownBy(() -> LEARNER.fit(request(Parts.of(events, none()))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in those of member ")
        .hasMessageContaining("set `members: 1`");
  }

  private static final class Notebook implements TrainingListener {
    private final List<TrainingStep> steps = new ArrayList<>();
    private final List<Epoch> epochs = new ArrayList<>();
    private final int last;

    /// @param last step after which it stops the training
    Notebook(int last) {
      this.last = last;
    }

    @Override
    public void step(TrainingStep step) {
      steps.add(step);
    }

    @Override
    public void epoch(Epoch epoch) {
      epochs.add(epoch);
    }

    @Override
    public boolean stop() {
      return steps.size() >= last;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void progressIsThatOfOneTraining(int threads) {
    Notebook notebook = new Notebook(Integer.MAX_VALUE);
    History history = LEARNER.fit(request(EVENTS, threads, notebook)).history();
    assertThat(notebook.epochs).isEqualTo(history.epochs());
    // 560 of 700 events are 9 batches for each of 5 members.
    assertThat(notebook.steps).hasSize(45 * history.epochs().size());
    for (int i = 0; i < notebook.steps.size(); i++) {
      TrainingStep step = notebook.steps.get(i);
      assertThat(step.step()).isEqualTo(i + 1);
      assertThat(step.epoch()).isEqualTo(i / 45 + 1);
      assertThat(step.events())
          .isBetween(i % 45 == 0 ? 1L : notebook.steps.get(i - 1).events(), 700L);
    }
    assertThat(notebook.steps.get(44).events()).isEqualTo(700);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void stoppedWithinAnEpochItHasTheBestOfThoseBefore(int threads) {
    Learner.FitResult first = learner(CONFIG.withEpochs(1)).fit(request(EVENTS));
    // A schedule that is constant makes a first epoch of one the first of five.
    Notebook notebook = new Notebook(60);
    Learner.FitResult fit = LEARNER.fit(request(EVENTS, threads, notebook));
    assertThat(fit.history().stopReason()).isEqualTo(History.StopReason.STOPPED);
    assertThat(fit.history().epochs()).isEqualTo(first.history().epochs());
    assertThat(outputs(fit)).isEqualTo(outputs(first));
  }

  @Test
  void aTrainingStoppedInItsFirstEpochHasNone() {
    Learner.FitResult fit = LEARNER.fit(request(EVENTS, 1, new Notebook(20)));
    assertThat(fit.history().epochs()).isEmpty();
    assertThat(fit.history().bestEpoch()).isZero();
    assertThat(members(fit)).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void divergenceNamesTheMember(int threads) {
    NetworkLearner learner =
        NetworkLearner.of(
                (inputs, outputs) -> Sequential.of(Linear.of(inputs, 9), Linear.of(9, outputs)),
                Sgd.of(1e3),
                CONFIG)
            .members(3);
    assertThatThrownBy(() -> learner.fit(request(EVENTS, threads, TrainingListener.SILENT)))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("[member 1 of 3] ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aTrainingThatDivergesLaterKeepsTheBestEpochOfAllMembers(int threads) {
    // The 9 steps of each member's first epoch are as usual.
    Schedule explodes = (step, _) -> step < 9 ? 1 : 1e6;
    TrainingConfig config = TrainingConfig.epochs(1).withBatch(64).withSchedule(explodes);
    NetworkLearner.Architecture linear =
        (inputs, outputs) -> Sequential.of(Linear.of(inputs, 9), Linear.of(9, outputs));
    NetworkLearner learner = NetworkLearner.of(linear, Sgd.of(0.1), config).members(5);
    Learner.FitResult first = learner.fit(request(EVENTS));
    List<DivergedException> told = new ArrayList<>();
    Learner.FitResult fit =
        NetworkLearner.of(linear, Sgd.of(0.1), config.withEpochs(9).withPatience(0))
            .members(5)
            .divergence(told::add)
            .fit(request(EVENTS, threads, TrainingListener.SILENT));
    assertThat(told).hasSize(1);
    assertThat(fit.history().stopReason()).isEqualTo(History.StopReason.DIVERGED);
    assertThat(fit.history().epochs()).isEqualTo(first.history().epochs());
    assertThat(outputs(fit)).isEqualTo(outputs(first));
  }

  @Test
  void aScheduleWatchesTheLossOfAllMembers() {
    TrainingConfig config =
        CONFIG.withEpochs(8).withPatience(0).withSchedule(new Schedule.OnPlateau(0.1, 0, 1e-3));
    List<Checkpoint> checkpoints = new ArrayList<>();
    Learner.FitResult fit = learner(config).checkpoints(checkpoints::add).fit(request(EVENTS));
    List<Double> rates = fit.history().epochs().stream().map(Epoch::learningRate).toList();
    List<Double> losses = fit.history().epochs().stream().map(Epoch::validationLoss).toList();
    for (int i = 1; i < rates.size(); i++) {
      assertThat(rates.get(i))
          .isCloseTo(0.01 * config.schedule().reduction(losses.subList(0, i)), within(1e-12));
    }
    demandSame(learner(config).resume(checkpoints.get(3)).fit(request(EVENTS)), fit);
  }

  @Test
  void aRegressionIsTheMeanOfPredictions() {
    Task task = new Task.Regression(List.of(new Task.Target("x", "GeV"), new Task.Target("y", "")));
    float[] x = EVENTS.train().inputs();
    float[] y = new float[1400];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i / 2 * 3 + i % 2] * 2 + 1;
    }
    float[] ones = new float[700];
    Arrays.fill(ones, 1);
    Parts events = Parts.of(Dataset.of(x, y, ones), none());
    Learner.FitResult fit = LEARNER.fit(Learner.FitRequest.of(events, task));
    float[] mean = new float[1400];
    for (Predictor member : members(fit)) {
      float[] own = member.predict(x, 3);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += own[i] / 5;
      }
    }
    float[] found = fit.predictor().predict(x, 3);
    for (int i = 0; i < mean.length; i++) {
      assertThat(found[i]).isCloseTo(mean[i], within(1e-4f));
    }
    assertThat(fit.outOfFold()).map(OutOfFold::members).isEqualTo(Optional.of(5));
  }
}
