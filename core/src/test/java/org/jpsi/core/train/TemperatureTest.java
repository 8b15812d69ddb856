package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;

/// Temperatures are those that SciPy finds (oracles/temperature.py).
class TemperatureTest {
  private static final Fixture SCIPY = Fixture.named("temperature");

  private static final Task TASK = new Task.Binary("signal", "background");
  private static final Loss LOSS = Loss.usual(TASK);
  private static final Parts EVENTS =
      Parts.of(
          nonNegative(TrainerTest.quadrants(700, 1)), nonNegative(TrainerTest.quadrants(200, 2)));
  private static final NetworkLearner LEARNER =
      NetworkLearner.of(
              TemperatureTest::network, Adam.of(0.01), TrainingConfig.epochs(5).withBatch(64))
          .members(5);

  private static Dataset nonNegative(Dataset events) {
    float[] weights = events.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.abs(weights[i]);
    }
    return events.withWeights(weights);
  }

  private static Sequential network(int inputs, int outputs) {
    return Sequential.of(Linear.of(inputs, 12), Relu.of(), Linear.of(12, outputs));
  }

  private static Learner.FitRequest request(Parts events) {
    return new Learner.FitRequest(
        events, TASK, LOSS, Metric.auc(), Map.of(), 3, 1, TrainingListener.SILENT);
  }

  private static List<Predictor> members(Learner.FitResult fit) {
    return ((EnsemblePredictor) fit.predictor()).members();
  }

  private static float[] values(String name) {
    return SCIPY.floats(name);
  }

  private static Dataset events(String target) {
    float[] weights = values("w");
    return Dataset.of(new float[weights.length], values(target), weights);
  }

  private static double lowest(String logits, String target, int width) {
    return TemperatureScaling.lowestLoss(values(logits), width, events(target));
  }

  @Test
  void theLowestLossIsSciPys() {
    assertThat(lowest("one", "y", 1)).isCloseTo(SCIPY.array("one.loss")[0], within(1e-6));
    assertThat(lowest("several", "label", 3))
        .isCloseTo(SCIPY.array("several.loss")[0], within(1e-6));
  }

  @Test
  void whereThereIsNoErrorTheLargestFactorIsTaken() {
    assertThat(lowest("apart", "y", 1)).isCloseTo(SCIPY.array("apart.loss")[0], within(2e-3));
  }

  @Test
  void logitsOfAnySizeHaveAFiniteLoss() {
    Dataset two = Dataset.of(new float[2], new float[] {1, 0}, new float[] {1, 1});
    for (float size : new float[] {0, 1e-30f, 1e30f, Float.MAX_VALUE}) {
      float[] wrong = {-size, size};
      assertThat(TemperatureScaling.lowestLoss(wrong, 1, two)).isFinite();
      float[] classes = {-size, size, size, -size};
      assertThat(TemperatureScaling.lowestLoss(classes, 2, two)).isFinite();
    }
  }

  @Test
  void theFactorOfAnEnsembleIsSciPys() {
    assertThat(EnsembleTemperature.factor(members("binaries", 1), 1, events("y")))
        .isCloseTo(SCIPY.array("binaries.factor")[0], within(1e-3));
    assertThat(EnsembleTemperature.factor(members("classes", 3), 3, events("label")))
        .isCloseTo(SCIPY.array("classes.factor")[0], within(1e-3));
  }

  private static float[][] members(String name, int width) {
    float[] all = values(name);
    int each = values("w").length * width;
    float[][] members = new float[all.length / each][each];
    for (int m = 0; m < members.length; m++) {
      System.arraycopy(all, m * each, members[m], 0, each);
    }
    return members;
  }

  // One factor on the logits of all members is all that validation events change.
  @Test
  void validationEventsChooseTheTemperatureAlone() {
    Learner.FitResult plain = LEARNER.fit(request(Parts.of(EVENTS.train(), Dataset.none())));
    Learner.FitResult fit = LEARNER.fit(request(EVENTS));
    assertThat(fit.history()).isEqualTo(plain.history());
    Dataset events = EVENTS.validation();
    double[] factors = new double[5];
    for (int m = 0; m < 5; m++) {
      float[] now = members(fit).get(m).predict(events.inputs(), events.features());
      float[] before = members(plain).get(m).predict(events.inputs(), events.features());
      factors[m] = now[0] / before[0];
      for (int i = 0; i < now.length; i++) {
        assertThat((double) now[i]).isCloseTo(factors[m] * before[i], within(1e-4));
      }
    }
    assertThat(Math.abs(factors[0] - 1)).isGreaterThan(1e-3);
    for (double factor : factors) {
      assertThat(factor).isCloseTo(factors[0], within(1e-4));
    }
    assertThat(loss(fit)).isLessThan(loss(plain));
  }

  private static double loss(Learner.FitResult fit) {
    Dataset events = EVENTS.validation();
    return Predictions.of(fit.predictor(), LOSS, events, ThreadPool.SERIAL).meanLoss(events);
  }

  @Test
  void noTemperatureWhereAWeightIsNegative() {
    Dataset validation = EVENTS.validation();
    float[] weights = validation.weights().clone();
    weights[3] = -1;
    Parts signed = Parts.of(EVENTS.train(), validation.withWeights(weights));
    Learner.FitResult plain = LEARNER.fit(request(Parts.of(EVENTS.train(), Dataset.none())));
    float[] inputs = validation.inputs();
    assertThat(LEARNER.fit(request(signed)).predictor().predict(inputs, validation.features()))
        .isEqualTo(plain.predictor().predict(inputs, validation.features()));
  }

  @Test
  void whatHasNoLogitsIsNotScaled() {
    assertThat(TemperatureScaling.applies(BinaryCrossEntropy.of())).isTrue();
    assertThat(TemperatureScaling.applies(CrossEntropy.of())).isTrue();
    assertThat(TemperatureScaling.applies(CrossEntropy.of(0.1))).isFalse();
    assertThat(TemperatureScaling.applies(MeanSquaredError.of())).isFalse();
  }
}
