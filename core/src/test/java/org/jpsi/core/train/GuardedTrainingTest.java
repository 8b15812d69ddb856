package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.History;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A training whose layers or loss read Java values, whenever they change, has the bits of one in
/// which every step runs eagerly.
class GuardedTrainingTest {
  @ParameterizedTest
  @MethodSource("org.jpsi.core.train.GuardedPrograms#programs")
  void aTrainingHasTheBitsOfEagerExecution(String name) {
    for (int batch : new int[] {64, 600}) {
      float[] eager = trained(name, true, batch, 1);
      assertThat(trained(name, false, batch, 1)).isEqualTo(eager);
      if (!GuardedPrograms.program(name).serial) {
        assertThat(trained(name, false, batch, 3)).isEqualTo(eager);
      }
    }
  }

  private static float[] trained(String name, boolean eager, int batch, int threads) {
    GuardedPrograms.Program program = GuardedPrograms.program(name);
    Layer network = eager ? new EagerLayer(program.network) : program.network;
    Dataset data = GuardedPrograms.data(1250);
    History history =
        Trainer.of(network, program.loss, new Adam(1e-2))
            .listener(program)
            .fit(
                data.view(IntStream.range(0, 1200).toArray()),
                data.view(IntStream.range(1200, 1250).toArray()),
                TrainingConfig.epochs(3).withBatch(batch).withSeed(2).withThreads(threads));
    List<Float> figures = new ArrayList<>();
    history.epochs().forEach(epoch -> figures.add((float) epoch.trainLoss()));
    network
        .parameters()
        .forEach(p -> {
          for (float value : p.tensor().toArray()) {
            figures.add(value);
          }
        });
    float[] all = new float[figures.size()];
    IntStream.range(0, all.length).forEach(i -> all[i] = figures.get(i));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"annealing", "scalar", "every ten steps", "dropout rate", "gathers"})
  void whatChangesSeldomIsReplayed(String name) {
    assertThat(reasons(name)).isEmpty();
  }

  @Test
  void whatChangesInEveryStepIsToldOnceWithItsClass() {
    assertThat(reasons("every step"))
        .singleElement()
        .asString()
        .startsWith(
            "steps of 64 events run eagerly, which is slower than a replay: a value that is not as"
                + " before in ")
        .contains("GuardedPrograms.lambda$everyStep");
    assertThat(reasons("counts its calls")).hasSize(1);
    assertThat(reasons("rare call"))
        .containsExactly(
            "steps of 64 events run eagerly, which is slower than a replay: another operation than"
                + " before in GuardedPrograms$Changing");
    assertThat(reasons("memory"))
        .singleElement()
        .asString()
        .contains("GuardedPrograms.lambda$memory");
  }

  private static List<String> reasons(String name) {
    GuardedPrograms.Program program = GuardedPrograms.program(name);
    Dataset data = GuardedPrograms.data(1250);
    History history =
        Trainer.of(program.network, program.loss, new Adam(1e-2))
            .listener(program)
            .fit(
                data.view(IntStream.range(0, 1216).toArray()),
                data.view(IntStream.range(1216, 1250).toArray()),
                TrainingConfig.epochs(3).withBatch(64).withThreads(1));
    assertThat(history.epochs()).hasSize(3);
    return program.eagerly;
  }

  @Test
  void batchesOfOnesOwnAreGuardedAsWell() {
    assertThat(ownBatches(false)).isEqualTo(ownBatches(true));
  }

  private static float[] ownBatches(boolean eager) {
    GuardedPrograms.Annealed annealed = new GuardedPrograms.Annealed();
    Layer network = GuardedPrograms.net(Linear.of(8, 8));
    Layer trained = eager ? new EagerLayer(network) : network;
    GuardedPrograms.Program program = new GuardedPrograms.Program();
    Dataset data = GuardedPrograms.data(400);
    TrainingSession session =
        Trainer.of(trained, annealed, new Adam(1e-2))
            .listener(program)
            .session(
                data,
                data.view(IntStream.range(0, 50).toArray()),
                TrainingConfig.epochs(2).withThreads(1));
    for (int step = 0; step < 40; step++) {
      annealed.beta = step < 20 ? 1e-3 : 10;
      int[] order = Rng.of(step).permutation(400);
      session.step(data, order, 0, step % 2 == 0 ? 100 : 300);
      if (step == 30) {
        session.learningRate(1e-3);
      }
    }
    return session.parameters().toArray();
  }
}
