package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class TrainerTest {
  /// Signal where the product of the first two of three numbers is positive: no line separates it.
  public static Dataset quadrants(int events, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = new float[events * 3];
    float[] y = new float[events];
    float[] w = new float[events];
    for (int i = 0; i < events; i++) {
      for (int j = 0; j < 3; j++) {
        x[i * 3 + j] = (float) rng.normal(i * 3L + j);
      }
      y[i] = x[i * 3] * x[i * 3 + 1] > 0 ? 1 : 0;
      w[i] = i % 7 == 0 ? -0.2f : 1.1f;
    }
    return Dataset.of(x, y, w);
  }

  private static Sequential network() {
    return Sequential.of(
        Linear.of(3, 32),
        Relu.of(),
        Dropout.of(0.1),
        Linear.of(32, 16),
        Relu.of(),
        Linear.of(16, 1));
  }

  private static float[] weights(Sequential network) {
    return org.jpsi.core.tensor.Parameters.of(network.parameters()).values();
  }

  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(6).withBatch(1000).withPatience(0);

  private static Trainer trainer(Sequential network) {
    return Trainer.of(network, new BinaryCrossEntropy(), new Adam(1e-2));
  }

  @Test
  void aDeepNetworkLearnsWhatNoLineSeparates() {
    Sequential network = network();
    Dataset validation = quadrants(2000, 2);
    History history =
        trainer(network).fit(quadrants(4000, 1), validation, CONFIG.withBatch(128).withPatience(8));
    Predictions after =
        Predictions.of(network, new BinaryCrossEntropy(), validation, ThreadPool.SERIAL);
    int right = 0;
    for (int i = 0; i < validation.events(); i++) {
      right += (after.outputs()[i] > 0) == (validation.targets()[i] > 0.5) ? 1 : 0;
    }
    assertThat(right / 2000.0).isGreaterThan(0.93);
    assertThat(history.epochs().getLast().validationLoss()).isLessThan(0.25);
  }

  @Test
  void settingsOfATrainerAreThoseOfItsConfig() {
    Dataset train = quadrants(2000, 1);
    Dataset validation = quadrants(500, 2);
    Sequential one = network();
    Sequential other = network();
    TrainingConfig config =
        TrainingConfig.epochs(4)
            .withBatch(100)
            .withPatience(1)
            .withSeed(7)
            .withSchedule(new Schedule.Cosine());
    History expected = trainer(one).fit(train, validation, config);
    History found =
        trainer(other)
            .epochs(4)
            .batch(100)
            .patience(1)
            .seed(7)
            .schedule(new Schedule.Cosine())
            .threads(2)
            .fit(train, validation);
    assertThat(found).isEqualTo(expected);
    assertThat(weights(other)).isEqualTo(weights(one));
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    List<float[]> trained = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 8}) {
      Sequential network = network();
      trainer(network).fit(quadrants(3001, 1), quadrants(700, 2), CONFIG.withThreads(threads));
      trained.add(weights(network));
    }
    assertThat(trained).allSatisfy(w -> assertThat(Arrays.equals(w, trained.getFirst())).isTrue());
  }

  @Test
  void resumedFromAnyCheckpointATrainingEndsInTheSameBits(@TempDir Path folder) {
    Sequential straight = network();
    List<Path> files = new ArrayList<>();
    History whole =
        trainer(straight)
            .checkpoints(c -> {
              Path file = folder.resolve("checkpoint-" + c.epochs().size());
              c.write(file, "test");
              files.add(file);
            })
            .fit(quadrants(3001, 1), quadrants(700, 2), CONFIG);
    assertThat(files).hasSize(6);
    for (Path file : files) {
      Sequential again = network();
      History resumed =
          trainer(again)
              .resume(Checkpoint.read(file, "test"))
              .fit(quadrants(3001, 1), quadrants(700, 2), CONFIG);
      assertThat(weights(again)).isEqualTo(weights(straight));
      assertThat(resumed).isEqualTo(whole);
    }
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("c");
    trainer(network())
        .checkpoints(c -> c.write(file, "one analysis"))
        .fit(quadrants(300, 1), quadrants(300, 2), TrainingConfig.epochs(1));
    assertThatThrownBy(() -> Checkpoint.read(file, "another"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a checkpoint of this analysis on these events");
  }

  @Test
  void theWeightsOfTheBestEpochAreKeptAndPatienceEndsTheTraining() {
    // So few events and so large a net that the validation loss must rise again.
    Sequential network =
        Sequential.of(Linear.of(3, 64), Relu.of(), Linear.of(64, 64), Relu.of(), Linear.of(64, 1));
    Dataset validation = quadrants(1000, 2);
    History history =
        trainer(network)
            .fit(quadrants(60, 1), validation, TrainingConfig.epochs(200).withPatience(5));
    double best = history.epochs().get(history.bestEpoch() - 1).validationLoss();
    assertThat(history.stopReason()).isEqualTo(History.StopReason.PATIENCE);
    assertThat(history.epochs()).hasSize(history.bestEpoch() + 5);
    assertThat(history.epochs())
        .allSatisfy(e -> assertThat(e.validationLoss()).isGreaterThanOrEqualTo(best));
    Predictions kept =
        Predictions.of(network, new BinaryCrossEntropy(), validation, ThreadPool.of(2));
    assertThat(kept.lossSum() / (validation.meanWeight() * validation.events())).isEqualTo(best);
  }

  @Test
  void scalingAllWeightsByAPowerOfTwoChangesNoBit() {
    Dataset events = quadrants(2000, 1);
    float[] doubled = events.weights().clone();
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 4;
    }
    Sequential a = network();
    Sequential b = network();
    trainer(a).fit(events, quadrants(10, 2), CONFIG);
    trainer(b)
        .fit(Dataset.of(events.inputs(), events.targets(), doubled), quadrants(10, 2), CONFIG);
    assertThat(weights(a)).isEqualTo(weights(b));
  }

  @Test
  void anEventOfWeightTwoIsTheEventTwice() {
    Dataset once = quadrants(64, 1);
    float[] two = new float[64];
    Arrays.fill(two, 2f);
    float[] one = new float[128];
    Arrays.fill(one, 1f);
    Dataset weighted = Dataset.of(once.inputs(), once.targets(), two);
    int[] twice = new int[128];
    Arrays.setAll(twice, i -> i / 2);
    Dataset gathered = once.take(twice);
    Dataset repeated = Dataset.of(gathered.inputs(), gathered.targets(), one);
    Sequential a = Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 1));
    Sequential b = Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 1));
    Dataset none = Dataset.none();
    Trainer.of(a, new MeanSquaredError(), new Sgd(0.1))
        .fit(weighted, none, TrainingConfig.epochs(20));
    Trainer.of(b, new MeanSquaredError(), new Sgd(0.1))
        .fit(repeated, none, TrainingConfig.epochs(20));
    float[] wa = weights(a);
    float[] wb = weights(b);
    for (int i = 0; i < wa.length; i++) {
      assertThat(wa[i]).isCloseTo(wb[i], org.assertj.core.api.Assertions.within(2e-5f));
    }
  }

  @Test
  void aTrainingThatDivergesNamesEpochBatchAndLayer() {
    Dataset events = quadrants(512, 1);
    for (int i = 0; i < events.inputs().length; i++) {
      events.inputs()[i] *= 1e12f;
    }
    assertThatThrownBy(() ->
            Trainer.of(network(), new BinaryCrossEntropy(), new Sgd(10))
                .fit(events, quadrants(10, 2), TrainingConfig.epochs(5)))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "the loss is not finite in epoch \\d+, batch \\d+: layer \\d \\(\\w+\\) is the first"
                + " whose .*")
        .asInstanceOf(type(DivergedException.class))
        .extracting(DivergedException::problem)
        .returns(List.of(), Problem::where)
        .returns("use a smaller learning rate, or check the ranges of the inputs", Problem::remedy);
  }

  @Test
  void aListenerStopsAfterTheBatch() {
    Sequential network = network();
    int[] batches = new int[1];
    History history =
        trainer(network)
            .listener(
                new TrainingListener() {
                  @Override
                  public void step(TrainingStep step) {
                    batches[0]++;
                  }

                  @Override
                  public boolean stop() {
                    return batches[0] == 3;
                  }
                })
            .fit(quadrants(2500, 1), quadrants(10, 2), CONFIG.withBatch(100));
    assertThat(history.stopReason()).isEqualTo(History.StopReason.STOPPED);
    assertThat(batches[0]).isEqualTo(3);
    assertThat(history.epochs()).isEmpty();
  }

  @Test
  void weightsWithoutAPositiveMeanAreRefused() {
    Dataset d = quadrants(100, 1);
    Dataset zero = Dataset.of(d.inputs(), d.targets(), new float[100]);
    assertThatThrownBy(() -> trainer(network()).fit(zero, d, CONFIG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive mean");
  }
}
