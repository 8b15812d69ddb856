package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trainings of which 35 % of the weights are -1, the others 1: a loss then has no lower bound.
class SignedWeightsTest {
  private static final int WIDTH = 5;

  /// Classes that overlap: each number of an event is shifted by 0.4 per class.
  private static Dataset events(int events, int classes, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = new float[events * WIDTH];
    float[] y = new float[events];
    float[] w = new float[events];
    for (int i = 0; i < events; i++) {
      y[i] = i % classes;
      for (int j = 0; j < WIDTH; j++) {
        x[i * WIDTH + j] = (float) (rng.normal(8L * i + j) + 0.4 * y[i]);
      }
      // Drawn apart from all else, in every class alike.
      w[i] = rng.uniform(8L * i + 7) < 0.35 ? -1 : 1;
    }
    return Dataset.of(x, y, w);
  }

  private static Sequential network(int outputs) {
    return Sequential.of(Linear.of(WIDTH, 32), Relu.of(), Linear.of(32, outputs));
  }

  /// A training in which the true figure of every epoch is known: that of other events, whose
  /// weights are all 1.
  private record Watched(History history, List<Double> truth, List<Integer> told) {
    double kept() {
      return truth.get(history.bestEpoch() - 1);
    }

    double lowest() {
      return truth.stream().mapToDouble(x -> x).min().orElseThrow();
    }
  }

  private static Watched train(Loss loss, int outputs, int classes) {
    Sequential network = network(outputs);
    List<Integer> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void negativeLoss(int label, int epoch, double value) {
            assertThat(value).as("loss of class %d in epoch %d", label, epoch).isNegative();
            told.add(label);
          }
        };
    TrainingSession session =
        Trainer.of(network, loss, Adam.of(1e-2))
            .listener(listener)
            .session(
                events(600, classes, 1),
                events(2000, classes, 2),
                TrainingConfig.epochs(25).withBatch(50).withPatience(0));
    Dataset test = events(2000, classes, 3);
    List<Double> truth = new ArrayList<>();
    while (!session.done()) {
      session.epoch();
      truth.add(squares(network, loss, test));
    }
    return new Watched(session.finish(), truth, told);
  }

  /// The mean squared error of what is predicted; of probabilities the Brier score.
  private static double squares(Sequential network, Loss loss, Dataset test) {
    Predictions found = Predictions.of(network, loss, test, ThreadPool.SERIAL);
    int width = found.width();
    Tensor logits = Tensor.view(found.outputs(), 0, Shape.of(test.events(), width));
    float[] predicted = loss.response(logits).toArray();
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      float y = test.targets()[i / width];
      double d = predicted[i] - (width == 1 ? y : y == i % width ? 1 : 0);
      sum += d * d / test.events();
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bce", "cross-entropy", "mse", "huber", "quantile"})
  void aTrainingWhoseLossFallsBelowZeroKeepsAnEpochFromBefore(String name) {
    int classes = name.equals("cross-entropy") ? 3 : 2;
    Watched watched = train(Loss.named(name), classes == 3 ? 3 : 1, classes);
    List<Epoch> epochs = watched.history.epochs();
    // The pinball loss grows slowest with the error: it is not below zero yet.
    if (!name.equals("quantile")) {
      assertThat(epochs.getLast().trainLoss()).as("the last loss: it diverges").isNegative();
      assertThat(watched.told).as("classes told of").isNotEmpty().doesNotHaveDuplicates();
    }
    assertThat(watched.kept())
        .as("the true error of the kept epoch %d of %s", watched.history.bestEpoch(), watched.truth)
        .isLessThan(1.15 * watched.lowest())
        .isLessThan(0.8 * watched.truth.getLast());
  }

  @Test
  void aPlateauIsOneOfTheFigureThatEarlyStoppingWatches() {
    TrainingConfig config =
        TrainingConfig.epochs(20)
            .withBatch(50)
            .withPatience(0)
            .withUpdates(UpdateRule.PLAIN.with(new Schedule.OnPlateau(0.5, 0, 0)));
    List<Epoch> epochs =
        Trainer.of(network(1), Loss.named("bce"), Adam.of(1e-2))
            .session(events(600, 2, 1), events(2000, 2, 2), config)
            .run()
            .epochs();
    double rate = 1e-2;
    int against = 0;
    for (int i = 0; i < epochs.size(); i++) {
      assertThat(epochs.get(i).learningRate()).isCloseTo(rate, within(1e-12));
      rate *= epochs.get(i).best() ? 1 : 0.5;
      against +=
          i > 0
                  && !epochs.get(i).best()
                  && epochs.get(i).validationLoss() < epochs.get(i - 1).validationLoss()
              ? 1
              : 0;
    }
    assertThat(against).as("epochs of a lower loss that are no better").isPositive();
  }

  /// Two of five events are predicted to be of the other class, with certainty.
  @Test
  void aCautiousPredictionReplacesABoldOneOfLargerErrors() {
    int n = 500;
    float[] y = new float[n];
    float[] w = new float[n];
    float[] bold = new float[n];
    float[] cautious = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 2;
      bold[i] = i % 5 < 2 ? 1 - y[i] : y[i];
      cautious[i] = 0.5f;
      w[i] = i % 7 == 0 ? -1 : 1;
    }
    Dataset data = Dataset.of(new float[n], y, w);
    SignedSelection selection = SignedSelection.of(Loss.named("mse"), data, data, 1).orElseThrow();
    selection.keep(selection.figures(new Predictions(bold, 1, Double.NaN)));
    double[] figures = selection.figures(new Predictions(cautious, 1, Double.NaN));
    assertThat(selection.isBetter(figures))
        .as("a mean squared error of 0.25 is better than one of 0.4")
        .isTrue();
    selection.keep(figures);
    assertThat(selection.isBetter(selection.figures(new Predictions(bold, 1, Double.NaN))))
        .isFalse();
  }

  @Test
  void gradientsAreDividedByTheMagnitudeOfTheWeights() {
    Dataset signed = events(64, 2, 5);
    float[] ones = new float[64];
    Arrays.fill(ones, 1);
    Sequential network = network(1);
    TrainingConfig config = TrainingConfig.epochs(1).withBatch(64);
    TrainingSession session =
        Trainer.of(network, new BinaryCrossEntropy(), Sgd.of(1e-3))
            .session(signed, Dataset.none(), config);
    Parameters before = session.parameters();
    float[] sum = new float[before.size()];
    new BinaryCrossEntropy()
        .forward(network.forward(signed.x(), Mode.inference()), signed.y(), signed.w())
        .backward()
        .addTo(before, sum, 0);
    session.step();
    float[] found = session.gradient();
    for (int i = 0; i < sum.length; i++) {
      assertThat((double) found[i]).isCloseTo(sum[i] / 64.0, within(1e-6));
    }
    assertThat(signed.meanMagnitude()).isEqualTo(1);
    assertThat(signed.withWeights(ones).meanMagnitude())
        .isEqualTo(signed.withWeights(ones).meanWeight());
  }

  @Test
  void classLossesAreThoseOfEachClassByItsMagnitude() {
    Dataset data = Dataset.of(new float[3], new float[] {0, 1, 1}, new float[] {2, 1, -3});
    Predictions predictions = new Predictions(new float[] {0, 1, -1}, 1, Double.NaN);
    double[] losses = predictions.classLosses(new BinaryCrossEntropy(), data);
    assertThat(losses[0]).isCloseTo(Math.log(2), within(1e-6));
    assertThat(losses[1])
        .isCloseTo((Math.log(1 + Math.exp(-1)) - 3 * Math.log(1 + Math.E)) / 4, within(1e-6));
  }
}
