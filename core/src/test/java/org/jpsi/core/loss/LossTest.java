package org.jpsi.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every loss beside PyTorch (`oracles/networks.py`) and beside finite differences.
class LossTest {
  private static final Fixture PYTORCH = Fixture.named("networks");

  /// @param key in the fixture
  /// @param classes what the target is: 0 numbers, else which class
  private record Case(String key, Loss loss, int outputs, int targets, int classes) {
    @Override
    public String toString() {
      return key;
    }

    Tensor target(int events) {
      float[] target = new float[events * targets];
      for (int i = 0; i < target.length; i++) {
        target[i] = classes > 0 ? i % classes : 1 + i % 3;
      }
      return Tensor.of(target, events, targets);
    }

    // Probabilities for the one that takes them, and away from the corners of the others.
    Tensor output(int events) {
      float[] output = new float[events * outputs];
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) (0.4 + 0.2 * Rng.of(1).child(key).uniform(i));
      }
      return Tensor.of(output, events, outputs);
    }
  }

  static Stream<Case> losses() {
    return Stream.of(
        new Case("bce", new BinaryCrossEntropy(), 1, 1, 2),
        new Case("bceOfProbability", new BinaryCrossEntropyOfProbability(), 1, 1, 2),
        new Case("focal", new FocalLoss(2, 0.25), 1, 1, 2),
        new Case("cross-entropy", new CrossEntropy(), 4, 1, 4),
        new Case("smoothed", new CrossEntropy(0.1), 4, 1, 4),
        new Case("mse", new MeanSquaredError(), 3, 3, 0),
        new Case("l1", new MeanAbsoluteError(), 3, 3, 0),
        new Case("huber", new HuberLoss(0.75), 3, 3, 0),
        new Case("quantile", QuantileLoss.of(0.125, 0.5, 0.75), 6, 2, 0),
        new Case("gaussian", new GaussianNegativeLogLikelihood(), 4, 2, 0),
        new Case("poisson", new PoissonNegativeLogLikelihood(), 2, 2, 0));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valueAndGradientArePyTorchsForSignedWeightsAndOutputsOfAThousand(Case c) {
    Tensor output = PYTORCH.tensor(c.key + ".output").requiresGrad();
    Tensor value =
        c.loss.forward(output, PYTORCH.tensor(c.key + ".target"), PYTORCH.tensor("weight"));
    assertThat(PYTORCH.error(value.toArray(), c.key + ".loss")).isLessThan(1e-6);
    assertThat(PYTORCH.error(value.backward().of(output).toArray(), c.key + ".gradient"))
        .isLessThan(2e-6);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsTheFiniteDifference(Case c) {
    Tensor weight = Tensor.of(new float[] {1, -0.5f, 2, 0, 0.25f});
    assertThat(GradCheck.largestError(t -> c.loss.forward(t[0], c.target(5), weight), c.output(5)))
        .isLessThan(3e-4);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void anEventOfWeightThreeIsThreeEventsAndOneOfMinusOneTakesOneBack(Case c) {
    Tensor one = c.output(1).requiresGrad();
    Tensor target = c.target(1);
    Tensor heavy = c.loss.forward(one, target, Tensor.of(new float[] {3}));
    Tensor many = repeated(c.output(1), 5).requiresGrad();
    Tensor five =
        c.loss.forward(many, repeated(target, 5), Tensor.of(new float[] {1, 1, -1, 1, 1}));
    assertThat(heavy.item()).isEqualTo(five.item());
    assertThat(sumOfRows(five.backward().of(many)))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(boxed(heavy.backward().of(one).toArray()));
    Tensor negative = c.loss.forward(one, target, Tensor.of(new float[] {-3}));
    assertThat(negative.item()).isEqualTo(-heavy.item());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void noEventCostsNothingAndNanIsNotHidden(Case c) {
    Tensor none =
        c.loss.forward(
            Tensor.zeros(Shape.of(0, c.outputs)), c.target(0), Tensor.zeros(Shape.of(0)));
    assertThat(none.item()).isZero();
    Tensor nan = Tensor.full(Shape.of(1, c.outputs), Float.NaN);
    assertThat(c.loss.forward(nan, c.target(1), Tensor.of(new float[] {1})).item()).isNaN();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void shapesThatDoNotFitAreRefusedByName(Case c) {
    assertThatThrownBy(
            () -> c.loss.forward(Tensor.zeros(Shape.of(2, c.outputs)), c.target(3), c.target(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(c.loss.name() + " of output [2, " + c.outputs + "], target ");
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLossIsFoundByNameAndSettings(Case c) {
    assertThat(Loss.named(c.loss.name(), c.loss.settings())).isEqualTo(c.loss);
    assertThat(Loss.named(c.loss.name()).name()).isEqualTo(c.loss.name());
  }

  @Test
  void responsesAreWhatTheOutputsMean() {
    Tensor zero = Tensor.of(new float[] {0, 0}, 1, 2);
    assertThat(new FocalLoss().response(zero).toArray()).containsExactly(0.5f, 0.5f);
    assertThat(new CrossEntropy().response(zero).toArray()).containsExactly(0.5f, 0.5f);
    assertThat(new PoissonNegativeLogLikelihood().response(zero).toArray()).containsExactly(1, 1);
    Tensor gaussian = Tensor.of(new float[] {5, 7, 0, (float) StrictMath.log(4)}, 1, 4);
    assertThat(new GaussianNegativeLogLikelihood().response(gaussian).toArray())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(5, 7, 1, 2);
    for (Loss loss : List.of(new HuberLoss(), new MeanAbsoluteError(), new QuantileLoss())) {
      assertThat(loss.response(zero)).isSameAs(zero);
    }
  }

  @Test
  void certainProbabilitiesThatAreWrongCostAHundredAsInPyTorch() {
    Tensor p = Tensor.of(new float[] {0, 1, 1, 0}).requiresGrad();
    Tensor y = Tensor.of(new float[] {1, 0, 1, 0});
    Tensor loss =
        new BinaryCrossEntropyOfProbability().forward(p, y, Tensor.of(new float[] {1, 1, 1, 1}));
    assertThat(loss.item()).isEqualTo(200);
    for (float gradient : loss.backward().of(p).toArray()) {
      assertThat(gradient).isFinite();
    }
  }

  /// The best constant is the quantile itself.
  @Test
  void aQuantileIsWhereItsLossIsLeast() {
    float[] y = new float[101];
    for (int i = 0; i < y.length; i++) {
      y[i] = i;
    }
    float[] weight = new float[y.length];
    Arrays.fill(weight, 1);
    float[] loss = new float[y.length];
    for (int guess = 0; guess < y.length; guess++) {
      Tensor output = Tensor.full(Shape.of(y.length, 1), guess);
      loss[guess] = QuantileLoss.of(0.84).forward(output, Tensor.of(y), Tensor.of(weight)).item();
    }
    assertThat(loss[84]).isLessThan(loss[83]).isLessThan(loss[85]);
  }

  @Test
  void crossEntropiesAgreeForTwoClasses() {
    Tensor z = Tensor.of(new float[] {0.7f}, 1, 1);
    Tensor pair = Tensor.of(new float[] {0, 0.7f}, 1, 2);
    Tensor one = Tensor.of(new float[] {1});
    double binary = new BinaryCrossEntropy().forward(z, one, one).item();
    assertThat((double) new CrossEntropy().forward(pair, one, one).item())
        .isCloseTo(binary, within(1e-7));
    assertThat((double) new FocalLoss(0, 0.5).forward(z, one, one).mul(2).item())
        .isCloseTo(binary, within(1e-7));
    assertThat((double) new CrossEntropy().response(pair).get(0, 1))
        .isCloseTo(new BinaryCrossEntropy().response(z).get(0, 0), within(1e-7));
  }

  @Test
  void whatIsNoLossOrNoSettingIsAnsweredWithTheNearest() {
    refused("[loss] expected bce, ", () -> Loss.named("bse"));
    refused(
        "[loss huber] expected delta, found `dleta`; did you mean delta?",
        () -> Loss.named("huber", Map.of("dleta", 1)));
    refused(
        "[loss mse] expected no settings, found `delta`",
        () -> Loss.named("mse", Map.of("delta", 1)));
    refused(
        "[loss huber] expected `delta`: a number, found x",
        () -> Loss.named("huber", Map.of("delta", "x")));
    refused("[huber] expected `delta`: a number above 0.0, found 0.0", () -> new HuberLoss(0));
    refused(
        "[quantile] expected `level`: a number between 0.0 and 1.0, found 1.0",
        () -> QuantileLoss.of(0.5, 1));
    refused(
        "[loss quantile] expected `levels`: a list of numbers, found 0.5",
        () -> Loss.named("quantile", Map.of("levels", 0.5)));
    refused(
        "[focal] expected `gamma`: a number from 0.0 to 10.0, found NaN",
        () -> new FocalLoss(Double.NaN, 0.5));
    refused(
        "[cross-entropy] expected `smoothing`: a number from 0.0 to 0.999, found 1.0",
        () -> new CrossEntropy(1));
  }

  private static void refused(String message, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  private static Tensor repeated(Tensor row, int times) {
    float[] rows = new float[times * row.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row.toArray()[i % row.count()];
    }
    return Tensor.of(rows, times, row.count());
  }

  private static float[] sumOfRows(Tensor x) {
    return x.sum(0).toArray();
  }

  private static Float[] boxed(float[] x) {
    Float[] boxed = new Float[x.length];
    Arrays.setAll(boxed, i -> x[i]);
    return boxed;
  }
}
