package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.PoissonNegativeLogLikelihood;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Invalid events are refused before the first step, with their index.
class DatasetCheckTest {
  private static final TrainingConfig CONFIG = TrainingConfig.epochs(1);
  private static final String NUMBER_CLASSES =
      "; number the classes from 0 and give the network an output for each";
  private static final String LOOK = "; check how the targets were computed";
  private static final String LEAVE_OUT = "; leave such events out, or ";

  private static Dataset events(Consumer<Dataset> spoil) {
    float[] targets = {0, 1, 0, 1};
    Dataset events = Dataset.of(new float[8], targets, new float[] {1, 1, -0.5f, 1});
    spoil.accept(events);
    return events;
  }

  private static void refused(Loss loss, int outputs, Consumer<Dataset> spoil, String message) {
    Sequential network = Sequential.of(Linear.of(2, outputs));
    Trainer trainer = Trainer.of(network, loss, new Adam(1e-3));
    Dataset good = events(e -> {});
    Dataset bad = events(spoil);
    assertThatThrownBy(() -> trainer.fit(bad, good, CONFIG))
        .isInstanceOf(InputException.class)
        .hasMessage("[training events" + message);
    assertThatThrownBy(() -> trainer.fit(good, bad, CONFIG))
        .isInstanceOf(InputException.class)
        .hasMessage("[validation events" + message);
    assertThatThrownBy(() -> trainer.findLearningRate(bad, CONFIG))
        .isInstanceOf(InputException.class)
        .hasMessage("[training events" + message);
    assertThatThrownBy(
            () -> FullBatchLoss.of(network, loss, Parameters.of(network.parameters()), bad))
        .isInstanceOf(InputException.class)
        .hasMessage("[events" + message);
  }

  @Test
  void targetsThatTheLossDoesNotTake() {
    refused(
        new CrossEntropy(),
        3,
        e -> e.targets()[2] = 3,
        ", number 2 from 0] expected a target that cross-entropy takes (a whole number from 0 to"
            + " 2), found 3.0"
            + NUMBER_CLASSES);
    refused(
        new CrossEntropy(),
        3,
        e -> e.targets()[3] = 0.5f,
        ", number 3 from 0] expected a target that cross-entropy takes (a whole number from 0 to"
            + " 2), found 0.5"
            + NUMBER_CLASSES);
    refused(
        new BinaryCrossEntropy(),
        1,
        e -> e.targets()[0] = -1,
        ", number 0 from 0] expected a target that bce takes (a finite number from 0 to 1), found"
            + " -1.0"
            + LOOK);
    refused(
        new BinaryCrossEntropyOfProbability(),
        1,
        e -> e.targets()[0] = 2,
        ", number 0 from 0] expected a target that bceOfProbability takes (a finite number from 0"
            + " to 1), found 2.0"
            + LOOK);
    refused(
        new FocalLoss(),
        1,
        e -> e.targets()[1] = 0.9f,
        ", number 1 from 0] expected a target that focal takes (a whole number from 0 to 1), found"
            + " 0.9"
            + NUMBER_CLASSES.replace(" and give the network an output for each", ""));
    refused(
        new PoissonNegativeLogLikelihood(),
        1,
        e -> e.targets()[1] = -2,
        ", number 1 from 0] expected a target that poisson takes (a finite number from 0), found"
            + " -2.0"
            + LOOK);
    refused(
        new MeanSquaredError(),
        1,
        e -> e.targets()[1] = Float.NaN,
        ", number 1 from 0] expected a target that mse takes (a finite number), found NaN" + LOOK);
  }

  @Test
  void inputsAndWeightsThatAreNotFinite() {
    refused(
        new MeanSquaredError(),
        1,
        e -> e.inputs()[5] = Float.NaN,
        ", number 2 from 0] expected finite inputs, found NaN in column 1"
            + LEAVE_OUT
            + "replace missing values by a number");
    refused(
        new MeanSquaredError(),
        1,
        e -> e.weights()[3] = Float.POSITIVE_INFINITY,
        ", number 3 from 0] expected a finite weight, found Infinity"
            + LEAVE_OUT
            + "give them a weight");
  }

  @Test
  void allThatLossesDoTakePasses() {
    Sequential network = Sequential.of(Linear.of(2, 1));
    Dataset soft = events(e -> e.targets()[1] = 0.3f);
    assertThatCode(() -> DatasetCheck.of("events", soft, network, new BinaryCrossEntropy()))
        .doesNotThrowAnyException();
    Dataset wide = events(e -> e.targets()[1] = -1e30f);
    assertThatCode(() -> DatasetCheck.of("events", wide, network, new MeanSquaredError()))
        .doesNotThrowAnyException();
    Dataset counts = events(e -> e.targets()[1] = 1e9f);
    assertThatCode(
            () -> DatasetCheck.of("events", counts, network, new PoissonNegativeLogLikelihood()))
        .doesNotThrowAnyException();
  }

  /// A layer that takes missing values of the first of two features, as zeros.
  private static final Layer ZEROS =
      new Layer() {
        @Override
        public Tensor forward(Tensor x, Mode mode) {
          float[] values = x.toArray();
          for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? 0 : values[i];
          }
          return Tensor.view(values, 0, x.shape());
        }

        @Override
        public boolean missingValues(int feature) {
          return feature == 0;
        }
      };

  @Test
  void missingValuesAreTakenWhereTheNetworkBeginsWithALayerThatTakesThem() {
    Sequential takes = Sequential.of(ZEROS, Linear.of(2, 1));
    Sequential second = Sequential.of(Linear.of(2, 2), ZEROS, Linear.of(2, 1));
    Dataset first = events(e -> e.inputs()[2] = Float.NaN);
    Dataset other = events(e -> e.inputs()[3] = Float.NaN);
    Dataset infinite = events(e -> e.inputs()[2] = Float.POSITIVE_INFINITY);
    Loss loss = new BinaryCrossEntropy();
    assertThatCode(() -> DatasetCheck.of("events", first, takes, loss)).doesNotThrowAnyException();
    for (Runnable refused :
        List.<Runnable>of(
            () -> DatasetCheck.of("events", other, takes, loss),
            () -> DatasetCheck.of("events", infinite, takes, loss),
            () -> DatasetCheck.of("events", first, second, loss))) {
      assertThatThrownBy(refused::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("[events, number 1 from 0] expected finite inputs, found ");
    }
  }
}
