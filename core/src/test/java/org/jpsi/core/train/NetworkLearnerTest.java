package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;

/// A network is fitted by a learner as all else is.
class NetworkLearnerTest {
  private static final Task TASK = new Task.Binary("signal", "background");
  private static final Parts EVENTS =
      Parts.of(TrainerTest.quadrants(700, 1), TrainerTest.quadrants(200, 2));
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(4).withBatch(64).withPatience(3);
  private static final NetworkLearner LEARNER =
      NetworkLearner.of(NetworkLearnerTest::network, Adam.of(0.01), CONFIG);

  private static Sequential network(int inputs, int outputs) {
    return Sequential.of(Linear.of(inputs, 9), Relu.of(), Linear.of(9, outputs));
  }

  private static Learner.FitRequest request(long seed, int threads) {
    return new Learner.FitRequest(
        EVENTS,
        TASK,
        Loss.usual(TASK),
        Metric.auc(),
        Map.of(),
        seed,
        threads,
        TrainingListener.SILENT);
  }

  private static float[] outputs(Learner.FitResult fit) {
    Dataset validation = EVENTS.validation();
    return fit.predictor().predict(validation.inputs(), validation.features());
  }

  @Test
  void aFitIsThatOfATrainerWithTheRequestsSeedAndThreads() {
    Sequential network = network(3, 1);
    var history =
        Trainer.of(network, Loss.usual(TASK), Adam.of(0.01))
            .metric(Metric.auc())
            .fit(EVENTS.train(), EVENTS.validation(), CONFIG.withSeed(5));
    Learner.FitResult fit = LEARNER.fit(request(5, 3));
    assertThat(fit.history()).isEqualTo(history);
    float[] inputs = EVENTS.validation().inputs();
    assertThat(outputs(fit)).isEqualTo(new NetworkPredictor(network).predict(inputs, 3));
  }

  @Test
  void eachFitIsOfANetworkOfItsOwn() {
    Learner.FitResult first = LEARNER.fit(request(1, 1));
    float[] before = outputs(first);
    Learner.FitResult second = LEARNER.fit(request(2, 1));
    assertThat(outputs(second)).isNotEqualTo(before);
    assertThat(outputs(first)).isEqualTo(before);
    assertThat(outputs(LEARNER.fit(request(1, 1)))).isEqualTo(before);
  }

  @Test
  void aFitIsResumedFromACheckpoint() {
    List<Checkpoint> checkpoints = new ArrayList<>();
    float[] whole = outputs(LEARNER.checkpoints(checkpoints::add).fit(request(1, 1)));
    assertThat(checkpoints).hasSize(4);
    assertThat(outputs(LEARNER.resume(checkpoints.get(1)).fit(request(1, 1)))).isEqualTo(whole);
  }

  @Test
  void itSaysHowLongItTrainsAndTakesAnyLossButNoOptions() {
    assertThat(LEARNER.steps(Map.of())).isEqualTo(4);
    assertThat(LEARNER.patience(Map.of())).isEqualTo(3);
    assertThat(LEARNER.minimizes(FocalLoss.of(), TASK)).isTrue();
    assertThatThrownBy(() -> LEARNER.check(request(1, 1).with(Map.of("depth", 3.0))))
        .isInstanceOf(InputException.class)
        .hasMessage("[network] expected no settings, found depth");
  }
}
