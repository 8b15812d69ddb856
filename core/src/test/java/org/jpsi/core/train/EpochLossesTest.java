package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.kernel.DistanceCorrelation;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.DistanceCorrelationLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Trainings whose loss changes between epochs: the distance correlation comes in after a quarter.
class EpochLossesTest {
  private static final Loss PLAIN = new BinaryCrossEntropy();

  private static Loss disco(double strength) {
    return DistanceCorrelationLoss.of(strength, "mass");
  }

  /// A signal at a mass, and features of which the first tells the mass, the second the class.
  private static Dataset events(int n, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = new float[2 * n];
    float[] y = new float[n];
    double[] mass = new double[n];
    for (int i = 0; i < n; i++) {
      boolean signal = i % 2 == 0;
      double flat = 4 * rng.child("flat").uniform(i) - 2;
      y[i] = signal ? 1 : 0;
      mass[i] = signal ? 0.3 * rng.child("mass").normal(i) : flat;
      x[2 * i] = (float) (mass[i] + 0.3 * rng.child("smear").normal(i));
      x[2 * i + 1] = (float) (rng.child("other").normal(i) + (signal ? 0.7 : -0.7));
    }
    return Dataset.builder(n)
        .input("x", Shape.of(2), x)
        .targets(1, y)
        .spectator("mass", mass)
        .build();
  }

  private static Sequential network() {
    return Sequential.of(Linear.of(2, 16), Relu.of(), Linear.of(16, 1));
  }

  private static Trainer trainer(Sequential network, Loss loss) {
    return Trainer.of(network, loss, new Adam(0.01));
  }

  private static TrainingConfig config(int epochs) {
    return TrainingConfig.epochs(epochs).withBatch(500).withPatience(0);
  }

  private static double correlation(Sequential network) {
    Dataset test = events(3000, 3);
    float[] p =
        Tensor.of(Predictions.of(network, PLAIN, test, ThreadPool.SERIAL).outputs())
            .sigmoid()
            .toArray();
    double[] score = new double[p.length];
    double[] background = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      score[i] = p[i];
      background[i] = test.targets()[i] == 0 ? 1 : 0;
    }
    return DistanceCorrelation.of(score, test.batch().spectators("mass"), background).squared();
  }

  @Test
  void aStrongTermLeavesLittleOfTheMassInTheScore() {
    List<Double> correlations = new ArrayList<>();
    List<String> eager = new ArrayList<>();
    for (double strength : new double[] {0, 10}) {
      Sequential network = network();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void eager(String reason) {
              eager.add(reason);
            }
          };
      trainer(network, disco(strength))
          .metric(Metric.auc())
          .listener(listener)
          .fit(events(3000, 1), events(1000, 2), config(20));
      correlations.add(correlation(network));
    }
    assertThat(eager).isEmpty();
    assertThat(correlations.get(0)).isGreaterThan(0.1);
    assertThat(correlations.get(1)).isLessThan(0.02);
  }

  @Test
  void theBestEpochIsOneOfTheWholeLossAndPatienceWaitsForIt() {
    TrainingConfig config = config(24).withPatience(2);
    List<Epoch> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epoch(Epoch epoch) {
            epochs.add(epoch);
          }
        };
    // of so many strengths one epoch of the plain loss is the best of all: none is kept
    History history =
        trainer(network(), disco(50))
            .listener(listener)
            .fit(events(3000, 1), events(1000, 2), config);
    assertThat(history.epochs().size()).isGreaterThan(6);
    assertThat(history.bestEpoch()).isGreaterThan(6);
    assertThat(epochs.get(6).best()).isTrue();
    assertThat(epochs.subList(7, epochs.size())).isNotEmpty();
  }

  @Test
  void trainingStopsOnceTheWholeLossGetsNoBetter() {
    EpochLosses losses = new EpochLosses(disco(1), 24);
    assertThat(losses.beforeLastChange()).isEqualTo(6);
    assertThat(losses.changesIn(7)).isTrue();
    assertThat(losses.changesIn(8)).isFalse();
    assertThat(losses.isOutOfPatience(6, 1, 2)).isFalse();
    assertThat(losses.isOutOfPatience(8, 1, 2)).isTrue();
    assertThat(losses.isOutOfPatience(9, 8, 2)).isFalse();
    List<Epoch> completed = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      completed.add(new Epoch(i, 0, 0, 0, false, 0, 0));
    }
    assertThat(losses.since(completed)).hasSize(3);
    assertThat(losses.since(completed.subList(0, 4))).hasSize(4);
    assertThat(losses.since(List.of())).isEmpty();
    EpochLosses constant = new EpochLosses(PLAIN, 24);
    assertThat(constant.beforeLastChange()).isZero();
    assertThat(constant.since(completed)).hasSize(9);
    assertThat(constant.isOutOfPatience(8, 6, 2)).isTrue();
  }

  @Test
  void whatIsResumedBeforeOrAfterTheChangeEndsWithTheSameBits() {
    Dataset train = events(1500, 1);
    Dataset validation = events(500, 2);
    Sequential whole = network();
    List<Checkpoint> checkpoints = new ArrayList<>();
    History history =
        trainer(whole, disco(20)).checkpoints(checkpoints::add).fit(train, validation, config(8));
    for (int at : new int[] {1, 2, 3, 6}) {
      Sequential again = network();
      History resumed =
          trainer(again, disco(20))
              .resume(checkpoints.get(at - 1))
              .fit(train, validation, config(8));
      assertThat(resumed).isEqualTo(history);
      assertThat(values(again)).containsExactly(values(whole));
    }
  }

  private static float[] values(Sequential network) {
    return Parameters.of(network.parameters()).toArray();
  }

  @Test
  void membersAreEachForItselfAndTheNumberOfThreadsChangesNoBit() {
    Dataset train = events(1500, 1);
    Dataset validation = events(500, 2);
    List<float[]> outputs = new ArrayList<>();
    List<History> histories = new ArrayList<>();
    for (int threads : new int[] {1, 3}) {
      Learner.FitResult fit =
          NetworkLearner.of((_, _) -> network(), new Adam(0.01), config(8))
              .members(3)
              .fit(
                  new Learner.FitRequest(
                      Parts.of(train, validation),
                      new Task.Binary("s", "b"),
                      disco(20),
                      Metric.auc(),
                      java.util.Map.of(),
                      1,
                      threads,
                      TrainingListener.SILENT));
      histories.add(fit.history());
      outputs.add(Predictions.of(fit.predictor(), PLAIN, validation, ThreadPool.SERIAL).outputs());
    }
    assertThat(histories.get(1)).isEqualTo(histories.get(0));
    assertThat(Arrays.equals(outputs.get(0), outputs.get(1))).isTrue();
    assertThat(histories.getFirst().bestEpoch()).isGreaterThan(2);
  }
}
