package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several ranks of one training in one process, which share nothing but what they exchange, train
/// to the bits of one.
@Timeout(120)
class RanksTest {
  private static final UpdateRule UPDATES =
      new UpdateRule(
          new Schedule.Cosine(),
          new GradientClipping(0.05, 0.04),
          new Penalty(1e-4, 1e-3),
          new Averaging.Ema(0.9),
          List.of());

  /// Exchange of copies through one place per rank.
  private static final class Exchange {
    private final Object[] sent;
    private final CyclicBarrier barrier;

    Exchange(int ranks) {
      sent = new Object[ranks];
      barrier = new CyclicBarrier(ranks);
    }

    /// What every rank gave, in the order of ranks.
    <T> List<T> all(int rank, T mine) {
      sent[rank] = mine;
      await();
      List<T> all = new ArrayList<>();
      for (Object each : sent) {
        @SuppressWarnings("unchecked")
        T theirs = (T) each;
        all.add(theirs);
      }
      await();
      return all;
    }

    private void await() {
      try {
        barrier.await(60, TimeUnit.SECONDS);
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private record MemoryRank(int rank, int ranks, Exchange exchange) implements Collective {
    @Override
    public void allToAll(GradientLanes lanes) {
      int[] open = lanes.open();
      float[][] mine = new float[open.length][];
      for (int i = 0; i < open.length; i++) {
        mine[i] = lanes.owner(open[i]) == rank ? lanes.values(open[i]).clone() : new float[0];
      }
      List<float[][]> all = exchange.all(rank, mine);
      for (int i = 0; i < open.length; i++) {
        float[] theirs = all.get(lanes.owner(open[i]))[i];
        int begin = begin(rank, theirs.length);
        int count = begin(rank + 1, theirs.length) - begin;
        float[] into = lanes.values(open[i]);
        if (lanes.owner(open[i]) == rank) {
          continue;
        }
        // Values elsewhere do not matter: a rank that used them would be found.
        Arrays.fill(into, Float.NaN);
        System.arraycopy(theirs, begin, into, begin, count);
      }
    }

    @Override
    public void allGather(float[] values) {
      List<float[]> all = exchange.all(rank, values.clone());
      for (int r = 0; r < ranks; r++) {
        int begin = begin(r, values.length);
        System.arraycopy(all.get(r), begin, values, begin, begin(r + 1, values.length) - begin);
      }
    }

    @Override
    public void allReduce(double[] values, int n) {
      List<double[]> all = exchange.all(rank, Arrays.copyOf(values, n));
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (double[] theirs : all) {
          sum += theirs[i];
        }
        values[i] = sum;
      }
    }

    @Override
    public boolean any(boolean flag) {
      return exchange.all(rank, flag).contains(true);
    }
  }

  /// What a rank ends with.
  private record Outcome(
      History history, List<float[]> network, List<byte[]> checkpoints, float[] gradient) {}

  private interface Watch {
    boolean stop(int rank, TrainingStep step);
  }

  private static Outcome train(Collective collective, TrainingConfig config, Watch watch) {
    Dataset train = TrainerTest.quadrants(3001, 1);
    // 3 * 100 + 100 * 60 + ...: several ranges of parameters
    Sequential network =
        Sequential.of(
            Linear.of(3, 100),
            BatchNorm.of(100),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(100, 60),
            Relu.of(),
            Linear.of(60, 1));
    List<byte[]> checkpoints = new ArrayList<>();
    TrainingStep[] last = new TrainingStep[1];
    Trainer trainer =
        Trainer.of(network, new BinaryCrossEntropy(), new Adam(0.01))
            .collective(collective)
            .listener(
                new TrainingListener() {
                  @Override
                  public void step(TrainingStep step) {
                    last[0] = step;
                  }

                  @Override
                  public boolean stop() {
                    return watch.stop(collective.rank(), last[0]);
                  }
                });
    if (collective.rank() == 0) {
      // who writes them is one rank
      trainer.checkpoints(checkpoint -> checkpoints.add(bytes(checkpoint)));
    }
    TrainingSession session = trainer.session(train, TrainerTest.quadrants(500, 2), config);
    while (!session.done()) {
      session.step();
    }
    float[] gradient = session.gradient();
    History history = session.finish();
    return new Outcome(
        history,
        Stream.concat(network.parameters().stream(), network.buffers().stream())
            .map(p -> p.tensor().toArray())
            .toList(),
        checkpoints,
        gradient);
  }

  private static byte[] bytes(Checkpoint checkpoint) {
    try {
      Path file = Files.createTempFile("checkpoint", "");
      checkpoint.write(file, "test");
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Outcome> together(int ranks, TrainingConfig config, Watch watch)
      throws Exception {
    Exchange exchange = new Exchange(ranks);
    try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
      List<Callable<Outcome>> all = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        Collective collective = new MemoryRank(rank, ranks, exchange);
        all.add(() -> train(collective, config, watch));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : threads.invokeAll(all)) {
        outcomes.add(each.get());
      }
      return outcomes;
    }
  }

  static Stream<TrainingConfig> configs() {
    // 12 shards, the last of 184 events, in 8 lanes; 5 in 3; 1 in 1
    TrainingConfig config = TrainingConfig.epochs(3).withPatience(0);
    return Stream.of(
        config.withBatch(3001).withUpdates(UPDATES),
        config.withBatch(1200).withGradientAccumulators(3).withUpdates(UPDATES),
        config
            .withBatch(1500)
            .withUpdates(
                UpdateRule.PLAIN
                    .with(new Averaging.Swa(0.3))
                    .with(GradientClipping.norm(0.1))
                    .with(new Schedule.OnPlateau())),
        config.withBatch(200));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void anyNumberOfRanksAndThreadsTrainsToTheSameBits(TrainingConfig config) throws Exception {
    Outcome alone = train(Collective.SINGLE, config, (rank, step) -> false);
    for (int ranks = 1; ranks <= 3; ranks++) {
      for (int threads = 1; threads <= 2; threads++) {
        List<Outcome> outcomes =
            together(ranks, config.withThreads(threads), (rank, step) -> false);
        for (Outcome outcome : outcomes) {
          assertThat(outcome.history).isEqualTo(alone.history);
          assertThat(outcome.network)
              .usingElementComparator(Arrays::compare)
              .isEqualTo(alone.network);
          assertThat(outcome.gradient).isEqualTo(alone.gradient);
        }
        assertThat(outcomes.getFirst().checkpoints)
            .usingElementComparator(Arrays::compare)
            .isEqualTo(alone.checkpoints);
      }
    }
  }

  @Test
  void aStopOnOneRankStopsAllAtTheSameStep() throws Exception {
    TrainingConfig config = TrainingConfig.epochs(3).withBatch(600);
    Outcome alone = train(Collective.SINGLE, config, (rank, step) -> step.step() == 8);
    List<Outcome> outcomes = together(3, config, (rank, step) -> rank == 2 && step.step() == 8);
    for (Outcome outcome : outcomes) {
      assertThat(outcome.history.stopReason()).isEqualTo(History.StopReason.STOPPED);
      assertThat(outcome.history).isEqualTo(alone.history);
      assertThat(outcome.network).usingElementComparator(Arrays::compare).isEqualTo(alone.network);
      assertThat(outcome.gradient).isEqualTo(alone.gradient);
    }
  }
}
