package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Normalization: what it keeps, and what it learns.
class NormTest {
  private static final Fixture PYTORCH = Fixture.named("networks");

  @Test
  void calibratedStatisticsArePyTorchs() {
    BatchNorm norm = BatchNorm.of(5);
    norm.calibrate(PYTORCH.tensor("batchNorm.input0"));
    assertThat(PYTORCH.error(norm.buffers().get(0).tensor().toArray(), "batchNorm.mean"))
        .isLessThan(1e-6);
    assertThat(PYTORCH.error(norm.buffers().get(1).tensor().toArray(), "batchNorm.variance"))
        .isLessThan(1e-6);
  }

  @Test
  void gainAndBiasLearnByFiniteDifferences() {
    Tensor x = normal(Shape.of(9, 4), 1);
    Tensor gain = normal(Shape.of(4), 2);
    Tensor bias = normal(Shape.of(4), 3);
    assertThat(GradCheck.largestError(t -> t[0].batchNorm(t[1], t[2], 1e-5), x, gain, bias))
        .isLessThan(3e-4);
    assertThat(GradCheck.largestError(t -> t[0].layerNorm(t[1], t[2], 1e-5), x, gain, bias))
        .isLessThan(1e-3);
  }

  /// One multiply-add in float64 loses nothing against the formula, also where the mean is a
  /// thousand deviations.
  @Test
  void inInferenceTheNearestFloat32OfTheFormulaComesOut() {
    int width = 6;
    BatchNorm norm = BatchNorm.of(width);
    Tensor x = normal(Shape.of(500, width), 5).mul(0.01f).add(10);
    norm.calibrate(x);
    norm.parameters().getFirst().set(normal(Shape.of(width), 6).toArray());
    norm.parameters().getLast().set(normal(Shape.of(width), 7).toArray());
    float[] y = norm.forward(x, Mode.inference()).toArray();
    float[] v = x.toArray();
    for (int i = 0; i < y.length; i++) {
      int j = i % width;
      double mean = norm.buffers().get(0).tensor().toArray()[j];
      double variance = norm.buffers().get(1).tensor().toArray()[j];
      double gain = norm.parameters().getFirst().tensor().toArray()[j];
      double bias = norm.parameters().getLast().tensor().toArray()[j];
      double formula = gain * (v[i] - mean) / Math.sqrt(variance + BatchNorm.EPSILON) + bias;
      assertThat(Math.abs(y[i] - formula)).isLessThan(0.501 * Math.ulp((float) formula));
    }
  }

  @Test
  void eachLayerIsCalibratedWithWhatTheOnesBeforeItGiveInUse() {
    Sequential net = Sequential.of(BatchNorm.of(3), Linear.of(3, 2), Relu.of(), BatchNorm.of(2));
    Tensor x = normal(Shape.of(400, 3), 5).mul(7).add(3);
    Tensor calibrated = net.calibrate(x);
    assertThat(net.forward(x, Mode.inference()).toArray()).isEqualTo(calibrated.toArray());
    for (float mean : calibrated.mean(0).toArray()) {
      assertThat(mean).isBetween(-1e-5f, 1e-5f);
    }
    for (float variance : calibrated.variance(0).toArray()) {
      assertThat(variance).isBetween(0.98f, 1.02f);
    }
    float[] before = net.buffers().get(0).tensor().toArray();
    net.calibrate(Tensor.zeros(Shape.of(0, 3)));
    assertThat(net.buffers().get(0).tensor().toArray()).isEqualTo(before);
  }

  @Test
  void oneEventAloneIsRefusedAsInPyTorch() {
    BatchNorm norm = BatchNorm.of(2);
    Tensor x = Tensor.of(new float[] {1e6f, -7}, 1, 2);
    assertThatThrownBy(() -> norm.forward(x, new Mode.Training(Rng.of(0), 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batchNorm in training: expected two events or more, whose mean and variance it takes,"
                + " found one; leave out a last batch of one event, or join it to another");
  }

  @Test
  void anOffsetThatIsLargeBesideTheSpreadDoesNotSwallowIt() {
    float[] x = new float[256];
    for (int i = 0; i < x.length; i++) {
      x[i] = 30_000 + i % 2;
    }
    Tensor y = BatchNorm.of(1).forward(Tensor.of(x, 256, 1), new Mode.Training(Rng.of(0), 0));
    assertThat(y.get(0, 0)).isBetween(-1f, -0.9999f);
    assertThat(y.get(1, 0)).isBetween(0.9999f, 1f);
  }

  @Test
  void widthsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> BatchNorm.of(3).outputs(Shape.of(4)))
        .isInstanceOf(InputException.class)
        .hasMessage("[batchNorm layer] expected 3 inputs, found 4");
    assertThatThrownBy(() -> Residual.of(Linear.of(3, 2)).outputs(Shape.of(3)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[residual layer] expected outputs of the inner layers of the shape of the inputs, [3],"
                + " found [2]");
    assertThatThrownBy(() -> Embedding.of(3, 2, 2).outputs(Shape.of(3)))
        .isInstanceOf(InputException.class)
        .hasMessage("[embedding layer] expected more than 3 inputs, found 3");
    assertThatThrownBy(() ->
            Tensor.zeros(Shape.of(2, 3))
                .layerNorm(Tensor.zeros(Shape.of(2)), Tensor.zeros(Shape.of(3)), 1e-5))
        .hasMessage("layerNorm of [2, 3] with a vector of [2]");
  }

  @Test
  void aCategoryThatTheTableLacksIsAnError() {
    Embedding embedding = Embedding.of(0, 3, 2);
    for (float index : new float[] {3, -1, 0.5f, Float.NaN}) {
      Tensor x = Tensor.of(new float[] {index, 1}, 1, 2);
      assertThatThrownBy(() -> embedding.forward(x, Mode.inference()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Tensor normal(Shape shape, int seed) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return Tensor.view(values, 0, shape);
  }
}
