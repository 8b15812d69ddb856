package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.DataLoader;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A training that is made step by step, watched, changed and taken up again.
class TrainingSessionTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(1502, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(400, 2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(6).withBatch(300).withPatience(0);

  private static Sequential network() {
    return Sequential.of(
        Linear.of(3, 16), BatchNorm.of(16), Relu.of(), Dropout.of(0.1), Linear.of(16, 1));
  }

  private static Trainer trainer(Sequential network) {
    return Trainer.of(network, new BinaryCrossEntropy(), new Adam(0.03));
  }

  private static TrainingSession session(Sequential network, TrainingConfig config) {
    return trainer(network).session(TRAIN, VALIDATION, config);
  }

  private static List<float[]> bits(Sequential network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream())
        .map(p -> p.tensor().toArray())
        .toList();
  }

  private static void same(Sequential a, Sequential b) {
    assertThat(bits(a)).usingElementComparator(Arrays::compare).isEqualTo(bits(b));
  }

  static Stream<TrainingConfig> configs() {
    UpdateRule plain = UpdateRule.PLAIN;
    return Stream.of(
        CONFIG,
        new TrainingConfig(60, 300, 2, plain.with(new Averaging.Ema(0.9)), 3, 2, 2),
        CONFIG.withUpdates(
            plain.with(new Schedule.OnPlateau(0.5, 0, 0)).with(new Averaging.Swa(0.5))),
        CONFIG.withUpdates(plain.with(new Penalty(1e-3, 1e-2)).with(GradientClipping.norm(0.1))));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void stepByStepEpochByEpochAndInOneRunTheBitsAreTheSame(TrainingConfig config) {
    Sequential whole = network();
    History history = trainer(whole).fit(TRAIN, VALIDATION, config);

    Sequential stepped = network();
    TrainingSession steps = session(stepped, config);
    int count = 0;
    while (!steps.done()) {
      assertThat(steps.step().step()).isEqualTo(++count);
    }
    assertThat(count).isEqualTo(6 * history.epochs().size());
    assertThat(steps.finish()).isEqualTo(history);
    assertThat(steps.finish()).isEqualTo(history);
    same(stepped, whole);

    Sequential mixed = network();
    TrainingSession epochs = session(mixed, config);
    epochs.step();
    epochs.step();
    assertThat(epochs.epoch()).contains(history.epochs().getFirst());
    assertThat(epochs.epoch()).contains(history.epochs().get(1));
    epochs.step();
    assertThat(epochs.run()).isEqualTo(history);
    same(mixed, whole);
  }

  /// The first batch's loss and gradient by the tensors themselves.
  @Test
  void aStepTellsLossAndGradientOfItsBatch() {
    Sequential network = Sequential.of(Linear.of(3, 8), Relu.of(), Linear.of(8, 1));
    network.initialize(Rng.of(1).child("weights"));
    int[] order = EventBlocks.order(1502, Rng.of(1).child("shuffle").child(1));
    Batch batch = TRAIN.view(Arrays.copyOf(order, 300)).batch();
    Parameters parameters = Parameters.of(network.parameters());
    Tensor sum =
        new BinaryCrossEntropy()
            .forward(network.forward(batch.x(), Mode.inference()), batch.y(), batch.w());
    double all = 300 * TRAIN.meanWeight();
    float[] expected = sum.backward().of(parameters);
    float[] weights = parameters.values().clone();
    double penalty = 0.25;

    TrainingSession session =
        Trainer.of(network, new BinaryCrossEntropy(), new Sgd(0.5))
            .session(
                TRAIN,
                VALIDATION,
                CONFIG.withUpdates(UpdateRule.PLAIN.with(new Penalty(0, penalty))));
    assertThat(session.gradient()).containsOnly(0);
    assertThat(session.parameters().values()).isEqualTo(weights);
    TrainingStep step = session.step();
    assertThat(step.lossSum()).isCloseTo(sum.item(), within(1e-3));
    assertThat(step.loss()).isEqualTo(step.lossSum() / all);
    assertThat(step.events()).isEqualTo(300);
    assertThat(step.learningRate()).isEqualTo(0.5);
    float[] gradient = session.gradient();
    for (int i = 0; i < gradient.length; i++) {
      assertThat((double) gradient[i])
          .isCloseTo(
              expected[i] / (300 * TRAIN.meanMagnitude()) + penalty * weights[i], within(1e-5));
      assertThat((double) session.parameters().values()[i])
          .isCloseTo(weights[i] - 0.5 * gradient[i], within(1e-6));
    }
  }

  /// More events than are permuted as a whole: 130 blocks.
  @Test
  void theOrderOfAnEpochIsDefinedByBlocks() {
    int events = 130 * EventBlocks.SIZE;
    float[] numbers = new float[events];
    float[] ones = new float[events];
    for (int i = 0; i < events; i++) {
      numbers[i] = i;
      ones[i] = 1;
    }
    Dataset train = Dataset.of(numbers, numbers, ones);
    // without weights the sum of w l is that of the numbers trained on
    Loss number =
        new Loss() {
          @Override
          public String name() {
            return "number";
          }

          @Override
          public Tensor forward(Tensor output, Tensor target, Tensor weight) {
            return output.sum().mul(0).add(target.sum());
          }

          @Override
          public Tensor response(Tensor output) {
            return output;
          }
        };
    TrainingSession session =
        Trainer.of(Linear.of(1, 1), number, new Sgd(0.1))
            .session(train, Dataset.none(), TrainingConfig.epochs(1).withBatch(16));
    int[] order = EventBlocks.order(events, Rng.of(1).child("shuffle").child(1));
    DataLoader loader = DataLoader.of(train, 16, Rng.of(1).child("shuffle").child(1));
    for (int batch = 0; batch < 20; batch++) {
      float sum = 0;
      for (int i = 16 * batch; i < 16 * batch + 16; i++) {
        sum += order[i];
      }
      assertThat(session.step().lossSum()).isCloseTo(sum, within(4.0));
      assertThat(loader.batch(batch).targets()[3]).isEqualTo(order[16 * batch + 3]);
    }
  }

  @Test
  void aListenerSeesTheLossOfEveryStep() {
    List<TrainingStep> seen = new ArrayList<>();
    TrainingSession session =
        trainer(network())
            .listener(
                new TrainingListener() {
                  @Override
                  public void step(TrainingStep step) {
                    seen.add(step);
                  }
                })
            .session(TRAIN, VALIDATION, CONFIG);
    List<TrainingStep> made = new ArrayList<>();
    while (!session.done()) {
      made.add(session.step());
    }
    assertThat(seen).hasSize(36).isEqualTo(made);
    double first = seen.subList(0, 6).stream().mapToDouble(TrainingStep::lossSum).sum();
    assertThat(session.epochs().getFirst().trainLoss())
        .isCloseTo(first / (1502 * TRAIN.meanWeight()), within(1e-12));
    assertThat(seen.get(5).events()).isEqualTo(1502);
    assertThat(seen.get(6).epoch()).isEqualTo(2);
    assertThat(session.epochs().getLast().trainLoss())
        .isLessThan(session.epochs().getFirst().trainLoss());
  }

  /// The schedule falls to a tenth; halved after two epochs, the rate falls to a twentieth.
  @Test
  void aChangedLearningRateIsKeptThroughTheSchedule() {
    TrainingConfig config = CONFIG.withSchedule(new Schedule.StepDecay(2, 0.1));
    TrainingSession session = session(network(), config);
    session.epoch();
    session.epoch();
    assertThat(session.learningRate()).isEqualTo(0.03);
    session.learningRate(0.015);
    assertThat(session.learningRate()).isEqualTo(0.015);
    assertThat(session.step().learningRate()).isEqualTo(0.015);
    History history = session.run();
    assertThat(history.epochs().get(1).learningRate()).isEqualTo(0.03);
    assertThat(history.epochs().get(2).learningRate()).isEqualTo(0.015);
    assertThat(history.epochs().get(3).learningRate()).isCloseTo(0.0015, within(1e-12));
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> session(network(), config).learningRate(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "TrainingSession: expected a learning rate greater than 0, found "
                  + (wrong + " where the schedule has 0.03"));
    }
  }

  @Test
  void whatWasChangedIsInTheCheckpoint(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    Sequential straight = network();
    TrainingSession session = session(straight, CONFIG);
    session.epoch();
    session.learningRate(0.004);
    session.penalty(new Penalty(0, 0.1));
    session.epoch();
    session.checkpoint().write(file, "test");
    History whole = session.run();
    assertThat(whole.epochs().getFirst().penalty()).isZero();
    assertThat(whole.epochs().getLast().penalty()).isPositive();

    Sequential resumed = network();
    TrainingSession other =
        trainer(resumed)
            .resume(Checkpoint.read(file, "test"))
            .session(TRAIN, VALIDATION, CONFIG.withThreads(2));
    assertThat(other.learningRate()).isEqualTo(0.004);
    assertThat(other.penalty()).isEqualTo(new Penalty(0, 0.1));
    assertThat(other.run()).isEqualTo(whole);
    same(resumed, straight);

    Sequential unchanged = network();
    trainer(unchanged).fit(TRAIN, VALIDATION, CONFIG);
    assertThat(bits(unchanged).getFirst()).isNotEqualTo(bits(straight).getFirst());
  }

  @Test
  void aSessionGoesBackToACheckpoint() {
    Sequential network = network();
    TrainingSession session = session(network, CONFIG);
    session.epoch();
    Checkpoint first = session.checkpoint();
    History whole = session.run();
    List<float[]> expected = bits(network);
    session.resume(first);
    session.step();
    session.resume(first);
    assertThat(session.done()).isFalse();
    assertThat(session.epochs()).hasSize(1);
    assertThat(session.run()).isEqualTo(whole);
    assertThat(bits(network)).usingElementComparator(Arrays::compare).isEqualTo(expected);
  }

  @Test
  void withinAnEpochThereIsNoCheckpointAndAfterTheEndNoStep() {
    TrainingSession session = session(network(), CONFIG);
    session.step();
    assertThatThrownBy(session::checkpoint)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TrainingSession: expected the end of an epoch, for a checkpoint, found 300 events of"
                + " the next one trained on");
    session.run();
    for (Consumer<TrainingSession> more :
        List.<Consumer<TrainingSession>>of(
            TrainingSession::step,
            TrainingSession::epoch,
            s -> s.step(TRAIN, new int[300], 0, 300))) {
      assertThatThrownBy(() -> more.accept(session))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("TrainingSession: the training is done");
    }
  }

  @Test
  void finishedEarlyItKeepsTheWeightsThatItHas() {
    Sequential network = Sequential.of(Linear.of(3, 1));
    TrainingSession session = session(network, CONFIG);
    session.step();
    float[] weights = session.parameters().values().clone();
    History history = session.finish();
    assertThat(history.stopReason()).isEqualTo(History.StopReason.STOPPED);
    assertThat(history.epochs()).isEmpty();
    assertThat(Parameters.of(network.parameters()).values()).isEqualTo(weights);
  }

  @Test
  void batchesOfOnesOwnAreStepsOfTheSameTraining() {
    Sequential own = network();
    TrainingSession steps = session(own, CONFIG);
    int[] order = EventBlocks.order(1502, Rng.of(1).child("shuffle").child(1));
    for (int from = 0; from < 1502; from += 300) {
      TrainingStep step = steps.step(TRAIN, order, from, Math.min(1502, from + 300));
      assertThat(step.events()).isZero();
    }
    Sequential usual = network();
    TrainingSession epoch = session(usual, CONFIG);
    epoch.epoch();
    assertThat(own.parameters().getFirst().tensor().toArray())
        .isEqualTo(usual.parameters().getFirst().tensor().toArray());
    assertThat(steps.epochs()).isEmpty();
    steps.calibrate();
    epoch.calibrate();
    same(own, usual);
  }

  @Test
  void aBatchOfOnesOwnWhoseLossIsNotFiniteChangesNothing() {
    TrainingSession session = session(network(), CONFIG);
    session.step();
    float[] before = session.parameters().values().clone();
    Dataset infinite = TRAIN.slice(0, 10);
    infinite.inputs()[0] = Float.NaN;
    TrainingStep step = session.step(infinite, new int[] {1, 0, 2}, 0, 3);
    assertThat(step.isFinite()).isFalse();
    assertThat(step.loss()).isNaN();
    assertThat(session.gradient()).containsOnly(Float.NaN);
    assertThat(session.parameters().values()).isEqualTo(before);
    assertThat(session.step().step()).isEqualTo(2);
  }

  @Test
  void fineTuningBeginsFromTheWeightsOfAnEarlierTraining() {
    Sequential network = Sequential.of(Linear.of(3, 32), Relu.of(), Linear.of(32, 1));
    History before = trainer(network).fit(TRAIN, VALIDATION, TrainingConfig.epochs(20));
    double pretrained = before.epochs().get(before.bestEpoch() - 1).validationLoss();
    float[] weights = Parameters.of(network.parameters()).values().clone();
    TrainingConfig config = TrainingConfig.epochs(2).withBatch(400).withPatience(0);

    LearningRateFinderResult found =
        trainer(network).warmStart().findLearningRate(VALIDATION, config);
    assertThat(found.points().getFirst().loss()).isCloseTo(pretrained, within(1e-6));
    assertThat(Parameters.of(network.parameters()).values()).isEqualTo(weights);

    // one batch of all events
    TrainingStep first =
        trainer(network).warmStart().session(VALIDATION, VALIDATION, config).step();
    assertThat(first.loss()).isCloseTo(pretrained, within(1e-6));

    System.arraycopy(weights, 0, Parameters.of(network.parameters()).values(), 0, weights.length);
    History anew = trainer(network).fit(VALIDATION, VALIDATION, config);
    assertThat(anew.epochs().getFirst().trainLoss()).isGreaterThan(1.5 * pretrained);
    Sequential fresh = Sequential.of(Linear.of(3, 32), Relu.of(), Linear.of(32, 1));
    trainer(fresh).fit(VALIDATION, VALIDATION, config);
    same(network, fresh);
  }
}
