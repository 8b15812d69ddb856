package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// A loss that does not add up over events: a classifier that must not know the mass of an event,
/// by the squared weighted correlation of its probability with the mass.
class WholeBatchLossTest {
  private static final Fixture NUMPY = Fixture.named("decorrelation");

  /// `sum w bce + coefficient (sum w) corr^2`; notes how many events it gets.
  private record Decorrelated(float coefficient, boolean additive, Set<Integer> sizes)
      implements Loss {
    static Decorrelated of(double coefficient) {
      return new Decorrelated((float) coefficient, false, new ConcurrentSkipListSet<>());
    }

    @Override
    public String name() {
      return "decorrelated";
    }

    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      return new BinaryCrossEntropy().forward(output, target, weight);
    }

    @Override
    public Tensor forward(Tensor output, Batch batch) {
      sizes.add(batch.events());
      Tensor w = batch.w();
      Tensor sum = w.sum();
      Tensor p = centered(output.reshape(-1).sigmoid(), w, sum);
      Tensor m = centered(batch.spectator("mass"), w, sum);
      Tensor pm = p.mul(m).mul(w).sum();
      Tensor pp = p.square().mul(w).sum();
      Tensor mm = m.square().mul(w).sum();
      Tensor squared = pm.square().div(pp.mul(mm));
      return forward(output, batch.targetRows(), w).add(squared.mul(sum).mul(coefficient));
    }

    private static Tensor centered(Tensor x, Tensor w, Tensor sum) {
      return x.sub(x.mul(w).sum().div(sum));
    }

    @Override
    public Tensor response(Tensor output) {
      return output.sigmoid();
    }
  }

  private static Dataset fixture() {
    return Dataset.builder(600)
        .input("x", Shape.of(2), NUMPY.floats("x"))
        .targets(1, NUMPY.floats("y"))
        .weights(NUMPY.floats("w"))
        .spectator("mass", NUMPY.array("mass"))
        .build();
  }

  /// The mass is the first of three features, but for noise.
  private static Dataset events(int events, long seed) {
    Dataset quadrants = TrainerTest.quadrants(events, seed);
    double[] mass = new double[events];
    for (int i = 0; i < events; i++) {
      mass[i] = 100 + 10 * quadrants.inputs()[3 * i] + Rng.of(seed).child("noise").normal(i);
    }
    float[] labels = new float[events];
    for (int i = 0; i < events; i++) {
      labels[i] = quadrants.inputs()[3 * i] + quadrants.inputs()[3 * i + 1] > 0 ? 1 : 0;
    }
    return Dataset.builder(events)
        .input("x", Shape.of(3), quadrants.inputs())
        .targets(1, labels)
        .weights(quadrants.weights())
        .spectator("mass", mass)
        .build();
  }

  @Test
  void gradientAndTrainingAreThoseOfNumPy() {
    Dataset events = fixture();
    Sequential network = Sequential.of(Linear.of(2, 4), Tanh.of(), Linear.of(4, 1));
    float[] start = NUMPY.floats("start");
    System.arraycopy(start, 0, Parameters.of(network.parameters()).values(), 0, start.length);
    TrainingSession session =
        Trainer.of(network, Decorrelated.of(1.5), new Sgd(2, 0, false))
            .warmStart()
            .session(events, events, TrainingConfig.epochs(6).withBatch(600).withPatience(0));
    double[] losses = NUMPY.array("losses");
    for (int step = 0; step < 6; step++) {
      assertThat(session.step().loss()).isCloseTo(losses[step], within(1e-5));
      if (step == 0) {
        assertThat(NUMPY.error(session.gradient(), "gradient")).isLessThan(1e-5);
      }
    }
    assertThat(NUMPY.error(session.parameters().values(), "end")).isLessThan(1e-4);
    assertThat(session.epochs().getLast().validationLoss())
        .isCloseTo(NUMPY.array("last")[0], within(1e-5));
  }

  @Test
  void itsGradientIsThatOfFiniteDifferences() {
    Batch batch = fixture().batch(0, 20);
    Loss loss = Decorrelated.of(1.5);
    Tensor outputs = Tensor.normal(Shape.of(20, 1), Rng.of(5), 0);
    assertThat(GradCheck.largestError(x -> loss.forward(x[0], batch), outputs)).isLessThan(1e-3);
  }

  @Test
  void itSeesEveryBatchWholeInTrainingAndInValidation() {
    Decorrelated loss = Decorrelated.of(1);
    TrainingConfig config = TrainingConfig.epochs(2).withBatch(1000).withThreads(2);
    Trainer.of(Linear.of(3, 1), loss, new Adam(0.01)).fit(events(1501, 1), events(1203, 2), config);
    assertThat(loss.sizes).containsExactlyInAnyOrder(1000, 501, 203);
    loss.sizes.clear();
    Predictions.of(Linear.of(3, 1), loss, events(777, 1), ThreadPool.SERIAL);
    assertThat(loss.sizes).containsExactly(777);
    Decorrelated shards = new Decorrelated(0, true, new TreeSet<>());
    Trainer.of(Linear.of(3, 1), shards, new Adam(0.01))
        .fit(events(1501, 1), Dataset.none(), config.withThreads(1));
    // 8 and 4 are those of the check before the first step
    assertThat(shards.sizes).containsExactlyInAnyOrder(8, 4, 256, 1000 - 768, 501 - 256);
    Decorrelated wrong = new Decorrelated(1, true, new TreeSet<>());
    assertThatThrownBy(() ->
            Trainer.of(Linear.of(3, 1), wrong, new Adam(0.01))
                .fit(events(1501, 1), Dataset.none(), config))
        .hasMessageStartingWith("[loss decorrelated] expected a loss that adds up over events");
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    List<float[]> trained = new ArrayList<>();
    List<History> histories = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 8}) {
      // large enough to be shared out inside the one shard
      Sequential network =
          Sequential.of(
              Linear.of(3, 64),
              Relu.of(),
              Dropout.of(0.1),
              Linear.of(64, 64),
              Relu.of(),
              Linear.of(64, 1));
      histories.add(
          Trainer.of(network, Decorrelated.of(1), new Adam(0.01))
              .fit(
                  events(2500, 1),
                  events(1203, 2),
                  TrainingConfig.epochs(3).withBatch(1000).withThreads(threads)));
      trained.add(Parameters.of(network.parameters()).values());
    }
    assertThat(trained).allSatisfy(w -> assertThat(Arrays.equals(w, trained.getFirst())).isTrue());
    assertThat(histories).allSatisfy(h -> assertThat(h).isEqualTo(histories.getFirst()));
  }

  @Test
  void aClassifierThatMustNotKnowTheMassKnowsLessOfIt() {
    assertThat(correlation(Decorrelated.of(0))).isGreaterThan(0.5);
    assertThat(correlation(Decorrelated.of(10))).isLessThan(0.1);
  }

  /// The correlation of probability and mass, in magnitude.
  private static double correlation(Loss loss) {
    Sequential network = Sequential.of(Linear.of(3, 16), Relu.of(), Linear.of(16, 1));
    Trainer.of(network, loss, new Adam(0.02))
        .fit(events(4000, 1), Dataset.none(), TrainingConfig.epochs(20).withBatch(1000));
    Dataset test = events(4000, 2);
    Predictions found = Predictions.of(network, loss, test, ThreadPool.SERIAL);
    float[] p = loss.response(Tensor.of(found.outputs())).toArray();
    double[] mass = test.batch().spectators("mass");
    double[] sum = new double[6];
    for (int i = 0; i < p.length; i++) {
      double w = test.weight(i);
      double[] terms = {1, p[i], mass[i], p[i] * p[i], mass[i] * mass[i], p[i] * mass[i]};
      for (int k = 0; k < 6; k++) {
        sum[k] += w * terms[k];
      }
    }
    double pm = sum[5] / sum[0] - sum[1] * sum[2] / (sum[0] * sum[0]);
    double pp = sum[3] / sum[0] - sum[1] * sum[1] / (sum[0] * sum[0]);
    double mm = sum[4] / sum[0] - sum[2] * sum[2] / (sum[0] * sum[0]);
    return Math.abs(pm) / Math.sqrt(pp * mm);
  }
}
