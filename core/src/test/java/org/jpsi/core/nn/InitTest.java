package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitTest {
  @ParameterizedTest
  @EnumSource(Init.class)
  void initialWeightsHaveTheVarianceTheyPromise(Init init) {
    Parameter weight = Parameter.of("weight", Shape.of(300, 200));
    init.draw(weight, Rng.of(5));
    double square = 0;
    for (float v : weight.tensor().toArray()) {
      square += (double) v * v;
    }
    double variance =
        switch (init) {
          case HE_NORMAL, HE_UNIFORM -> 2.0 / 200;
          case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / 500;
          case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / 200;
          case FAN_IN_UNIFORM -> 1.0 / 600;
          case ORTHOGONAL -> 1.0 / 300;
          case ZEROS -> 0;
          case ONES -> 1;
        };
    assertThat(square / 60_000).isCloseTo(variance, within(0.02 * variance));
  }

  @ParameterizedTest
  @CsvSource({"20, 50", "50, 20", "30, 30", "1, 7"})
  void orthogonalRowsOrColumnsAreOrthonormal(int out, int in) {
    Parameter weight = Parameter.of("weight", Shape.of(out, in));
    Init.ORTHOGONAL.draw(weight, Rng.of(5));
    Tensor w = weight.tensor();
    Tensor product = out <= in ? w.matmul(w.transpose()) : w.transpose().matmul(w);
    for (int i = 0; i < product.shape().size(0); i++) {
      for (int j = 0; j < product.shape().size(1); j++) {
        assertThat(product.get(i, j)).isCloseTo(i == j ? 1 : 0, within(3e-7f));
      }
    }
  }

  @Test
  void aLinearLayerBeginsAsPyTorchsAndWithAnInitItsBiasesBeginAtZero() {
    Linear layer = Linear.of(300, 200);
    layer.initialize(Rng.of(5));
    for (Parameter parameter : layer.parameters()) {
      double square = 0;
      double largest = 0;
      for (float v : parameter.tensor().toArray()) {
        square += (double) v * v;
        largest = Math.max(largest, Math.abs(v));
      }
      assertThat(largest).as(parameter.name()).isLessThanOrEqualTo(1 / Math.sqrt(300));
      assertThat(300 * square / parameter.shape().count())
          .as(parameter.name())
          .isCloseTo(1.0 / 3, within(0.05));
    }
    Linear again = Linear.from(layer.spec());
    again.initialize(Rng.of(5));
    assertThat(again.parameters().getLast().tensor().toArray())
        .isEqualTo(layer.parameters().getLast().tensor().toArray());
    Linear zeros = Linear.of(300, 200, Init.FAN_IN_UNIFORM);
    zeros.initialize(Rng.of(5));
    assertThat(zeros.parameters().getFirst().tensor().toArray())
        .isEqualTo(layer.parameters().getFirst().tensor().toArray());
    assertThat(zeros.parameters().getLast().tensor().toArray()).containsOnly(0);
    assertThat(zeros.spec().settings()).doesNotContainKey("biasInit");
    LayerSpec unknown = LayerSpec.of("linear", Map.of("in", 3, "out", 2, "biasInit", "HE_NORMAL"));
    assertThatThrownBy(() -> Linear.from(unknown))
        .hasMessage(
            "[layer linear] expected `biasInit`: FAN_IN_UNIFORM, or none where biases are 0, found"
                + " HE_NORMAL");
  }

  /// What the choice of {@link Activation#init()} is for.
  @Test
  void signalsKeepTheirSizeThroughTenLayers() {
    for (Activation activation :
        new Activation[] {Relu.of(), LeakyRelu.of(), Selu.of(), Tanh.of()}) {
      Tensor x = normal(Shape.of(200, 100));
      for (int layer = 0; layer < 10; layer++) {
        Linear linear = Linear.of(100, 100, activation.init());
        linear.initialize(Rng.of(3).child(layer));
        x = activation.forward(linear.forward(x, Mode.inference()), Mode.inference());
      }
      assertThat((double) x.square().mean().item()).as(activation.name()).isBetween(0.05, 3.0);
    }
  }

  private static Tensor normal(Shape shape) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Rng.of(8).normal(i);
    }
    return Tensor.view(values, 0, shape);
  }
}
