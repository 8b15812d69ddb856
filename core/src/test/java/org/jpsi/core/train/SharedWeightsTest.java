package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weights of one network in the hands of several: of a session and a look at them, of two
/// sessions; and what a session refuses.
class SharedWeightsTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(1001, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(400, 2);
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(4).withBatch(300).withPatience(0);

  private static Sequential network() {
    return Sequential.of(Linear.of(3, 16), Relu.of(), Linear.of(16, 1));
  }

  private static Trainer trainer(Sequential network, Optimizer optimizer) {
    return Trainer.of(network, new BinaryCrossEntropy(), optimizer);
  }

  private static TrainingSession session(Sequential network) {
    return trainer(network, new Adam(0.03)).session(TRAIN, VALIDATION, CONFIG);
  }

  @Test
  void whoTakesTheParametersOfANetworkInTrainingHasItsWeights() {
    Sequential watched = network();
    TrainingSession session = session(watched);
    session.epoch();
    Parameters seen = Parameters.of(watched.parameters());
    trainer(watched, new Sgd(0.1)).warmStart().findLearningRate(TRAIN, CONFIG);
    session.epoch();
    assertThat(seen.values()).isSameAs(session.parameters().values());
    session.run();

    Sequential alone = network();
    TrainingSession expected = session(alone);
    assertThat(session.epochs()).isEqualTo(expected.run().epochs());
    assertThat(seen.values()).isEqualTo(expected.parameters().values());
    assertThat(watched.parameters().getFirst().tensor().toArray())
        .isEqualTo(alone.parameters().getFirst().tensor().toArray());
  }

  @Test
  void twoSessionsOfOneNetworkTrainTheSameWeights() {
    int[] order = {4, 8, 15, 16, 23, 42};
    Sequential network = network();
    TrainingSession one =
        trainer(network, new Sgd(0.1, 0, false)).session(TRAIN, VALIDATION, CONFIG);
    TrainingSession other =
        trainer(network, new Sgd(0.1, 0, false)).warmStart().session(TRAIN, VALIDATION, CONFIG);
    TrainingSession both =
        trainer(network(), new Sgd(0.1, 0, false)).session(TRAIN, VALIDATION, CONFIG);
    for (int from : new int[] {0, 3, 1}) {
      TrainingSession next = from == 3 ? other : one;
      assertThat(next.step(TRAIN, order, from, from + 3).lossSum())
          .isEqualTo(both.step(TRAIN, order, from, from + 3).lossSum());
    }
    assertThat(one.parameters().values()).isEqualTo(both.parameters().values());
    assertThat(other.parameters().values()).isSameAs(one.parameters().values());
  }

  @Test
  void whoTakesTheParametersOfAPartBeforeOrDuringATrainingChangesNoBit() {
    Sequential alone = network();
    List<Epoch> expected = session(alone).run().epochs();

    Sequential before = network();
    Tensor held = before.parameters().get(2).tensor();
    Parameters part = Parameters.of(before.parameters().subList(2, 4));
    assertThat(session(before).run().epochs()).isEqualTo(expected);
    assertThat(held.toArray()).isEqualTo(alone.parameters().get(2).tensor().toArray());
    assertThat(Arrays.copyOf(part.values(), held.count())).isEqualTo(held.toArray());

    Sequential during = network();
    TrainingSession session = session(during);
    session.step();
    Parameters later = Parameters.of(during.parameters().subList(0, 2));
    assertThat(session.run().epochs()).isEqualTo(expected);
    assertThat(later.toArray())
        .isEqualTo(Arrays.copyOf(session.parameters().values(), later.size()));
    assertThatThrownBy(later::values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Parameters: expected values in one array");
  }

  @Test
  void aTrainingOverAViewGoesOnFromItsCheckpoint() {
    Sequential alone = network();
    TrainingSession expected = session(alone);
    expected.run();

    Sequential first = network();
    Parameters.of(first.parameters().subList(2, 4));
    TrainingSession interrupted = session(first);
    interrupted.epoch();
    Sequential second = network();
    Parameters.of(second.parameters().subList(1, 3));
    TrainingSession resumed = session(second);
    resumed.resume(interrupted.checkpoint());
    assertThat(resumed.run().epochs()).isEqualTo(expected.epochs());
    assertThat(resumed.parameters().toArray()).isEqualTo(expected.parameters().toArray());
  }

  @Test
  void aLoopOverAViewGoesOnFromItsFile(@TempDir Path folder) {
    Sequential first = network();
    Parameters.of(first.parameters().subList(2, 4));
    Parameters view = Parameters.of(first.parameters());
    Optimizer.State adam = new Adam(0.01).start(view);
    step(first, view, adam);
    Path file = folder.resolve("state.safetensors");
    TrainingState.save(file, first, view, adam);

    Sequential second = network();
    Parameters all = Parameters.of(second.parameters());
    Optimizer.State resumed = new Adam(0.01).start(all);
    TrainingState.load(file, second, all, resumed);
    step(first, view, adam);
    step(second, all, resumed);
    assertThat(all.values()).isEqualTo(view.toArray());
  }

  private static void step(Sequential network, Parameters parameters, Optimizer.State state) {
    Tensor output = network.forward(TRAIN.x(), Mode.inference());
    Tensor loss = new BinaryCrossEntropy().forward(output, TRAIN.batch()).div(1001);
    state.step(parameters, loss.backward().of(parameters));
  }

  @Test
  void whatIsFrozenDuringATrainingIsToldByTheNextStep() {
    Sequential network = network();
    TrainingSession session = session(network);
    session.step();
    network.layers().getFirst().freeze();
    assertThatThrownBy(session::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Parameters: 0.weight was frozen after Parameters.of; take Parameters.of again, and"
                + " begin a new optimizer state or training with it");
    network.unfreeze();
    assertThat(session.step().isFinite()).isTrue();
  }

  @Test
  void aRateThatIsRefusedChangesNothing() {
    TrainingSession session = session(network());
    session.learningRate(0.5);
    assertThatThrownBy(() -> session.learningRate(Double.NaN))
        .hasMessage(
            "TrainingSession: expected a learning rate greater than 0, found NaN where the schedule"
                + " has 0.03");
    assertThat(session.learningRate()).isEqualTo(0.5);
  }

  @Test
  void whatIsFinishedHasNoCheckpoint() {
    TrainingSession session = session(network());
    session.epoch();
    assertThat(session.checkpoint().epochs()).hasSize(1);
    session.finish();
    assertThatThrownBy(session::checkpoint)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TrainingSession: expected a training that is not finished, for a checkpoint; take it"
                + " after the last epoch, before `finish`");
  }

  @Test
  void aBatchOfOnesOwnIsOfEventsAsThoseOfTheTraining() {
    TrainingSession session = session(network());
    int[] order = {0, 1, 2, 1001};
    session.step(TRAIN, order, 0, 3);
    float[] before = session.parameters().values().clone();
    for (int[] range : List.of(new int[] {1, 1}, new int[] {2, 1}, new int[] {-1, 2})) {
      assertThatThrownBy(() -> session.step(TRAIN, order, range[0], range[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "step: expected one event or more within 0 to 4, found "
                  + (range[0] + " to " + range[1]));
    }
    assertThatThrownBy(() -> session.step(TRAIN, order, 0, 5))
        .hasMessage("step: expected one event or more within 0 to 4, found 0 to 5");
    assertThatThrownBy(() -> session.step(TRAIN, order, 0, 4))
        .hasMessage("step: expected events below 1001, found 1001");
    Dataset narrow =
        Dataset.builder(3)
            .input("x", Shape.of(2), new float[6])
            .targets(1, new float[3])
            .spectator("mass", new double[3])
            .build();
    assertThatThrownBy(() -> session.step(narrow, order, 0, 3))
        .hasMessage(
            "[step] expected events as those of the training, inputs {x=[3]}, targets [1], found"
                + " inputs {x=[2]}, targets [1], spectators [mass]");
    assertThat(session.parameters().values()).isEqualTo(before);
  }

  @Test
  void validationEventsHaveAPositiveMeanWeight() {
    float[] weights = new float[400];
    assertThatThrownBy(
            () -> trainer(network(), new Adam(0.03)).fit(TRAIN, VALIDATION.withWeights(weights)))
        .hasMessage(
            "[validation events] expected weights with a positive mean, found 0.0 over 400 events;"
                + " check the weights, or keep more events for validation");
    Arrays.fill(weights, -1);
    weights[0] = 2;
    assertThatThrownBy(
            () -> trainer(network(), new Adam(0.03)).fit(TRAIN, VALIDATION.withWeights(weights)))
        .hasMessageContaining("found -0.9925 over 400 events");
    assertThatThrownBy(() -> trainer(network(), new Adam(0.03)).fit(Dataset.none(), VALIDATION))
        .hasMessage("Trainer: expected one event or more, found none");
  }

  @Test
  void tiedWeightsAreLoadedFromEqualOnesAlone(@TempDir Path folder) {
    Linear shared = Linear.of(3, 3);
    Sequential tied = Sequential.of(shared, Relu.of(), shared);
    Sequential apart = Sequential.of(Linear.of(3, 3), Relu.of(), Linear.of(3, 3));
    tied.initialize(Rng.of(1));
    apart.initialize(Rng.of(2));
    Path file = folder.resolve("tied.safetensors");
    TrainingState.save(file, tied);
    float[] saved = shared.parameters().getFirst().tensor().toArray();
    shared.initialize(Rng.of(3));
    TrainingState.load(file, tied);
    assertThat(shared.parameters().getFirst().tensor().toArray()).isEqualTo(saved);

    TrainingState.save(file, apart);
    assertThatThrownBy(() -> TrainingState.load(file, tied))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] expected one array under the names 0.weight and 2.weight, which are one"
                + " parameter of this network (tied weights), found two different ones; load it"
                + " into a network whose layers are not shared, as the saved one's");
    assertThat(shared.parameters().getFirst().tensor().toArray()).isEqualTo(saved);
  }
}
