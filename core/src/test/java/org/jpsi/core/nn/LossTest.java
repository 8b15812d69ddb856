package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.jpsi.core.input.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
  private static final Fixture PYTORCH = Fixture.named("losses");

  static Stream<Loss> losses() {
    return Stream.of("bce", "ce", "mse").map(Loss::named);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valueAndGradientArePyTorchsForSignedWeightsAndLogitsOfAThousand(Loss loss) {
    Tensor output = PYTORCH.tensor(loss.name() + ".output").tracked();
    Tensor value =
        loss.forward(output, PYTORCH.tensor(loss.name() + ".target"), PYTORCH.tensor("weight"));
    assertThat(PYTORCH.error(value.toArray(), loss.name() + ".loss")).isLessThan(1e-6);
    assertThat(PYTORCH.error(value.backward().of(output).toArray(), loss.name() + ".gradient"))
        .isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsTheFiniteDifference(Loss loss) {
    int width = loss.name().equals("bce") ? 1 : 3;
    Tensor output = normal(Shape.of(5, width), 1);
    Tensor target =
        switch (loss.name()) {
          case "bce" -> Tensor.of(new float[] {0, 1, 1, 0, 0.5f});
          case "ce" -> Tensor.of(new float[] {0, 1, 2, 0, 2});
          default -> normal(Shape.of(5, width), 2);
        };
    assertThat(
            GradCheck.largestError(t -> loss.forward(t[0], target, normal(Shape.of(5), 3)), output))
        .isLessThan(2e-4);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void anEventOfWeightThreeIsThreeEvents(Loss loss) {
    int width = loss.name().equals("bce") ? 1 : 2;
    float[] row = normal(Shape.of(1, width), 4).toArray();
    float[] target = loss.name().equals("mse") ? new float[] {1, 2} : new float[] {1};
    Tensor heavy =
        loss.forward(
            Tensor.of(row, 1, width).tracked(),
            Tensor.of(target, 1, target.length),
            Tensor.of(new float[] {3}));
    Tensor three =
        loss.forward(
            Tensor.of(thrice(row), 3, width),
            Tensor.of(thrice(target), 3, target.length),
            Tensor.of(new float[] {1, 1, 1}));
    assertThat(heavy.item()).isEqualTo(three.item());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void noEventCostsNothingAndNanIsNotHidden(Loss loss) {
    int width = loss.name().equals("bce") ? 1 : 2;
    Tensor none =
        loss.forward(Tensor.zeros(Shape.of(0, width)), target(loss, 0), Tensor.zeros(Shape.of(0)));
    assertThat(none.item()).isZero();
    Tensor nan = Tensor.full(Shape.of(1, width), Float.NaN);
    assertThat(loss.forward(nan, target(loss, 1), Tensor.of(new float[] {1})).item()).isNaN();
  }

  private static Tensor target(Loss loss, int events) {
    return Tensor.zeros(loss.name().equals("mse") ? Shape.of(events, 2) : Shape.of(events));
  }

  @Test
  void crossEntropiesAgreeForTwoClasses() {
    Tensor z = Tensor.of(new float[] {0.7f}, 1, 1);
    Tensor pair = Tensor.of(new float[] {0, 0.7f}, 1, 2);
    Tensor one = Tensor.of(new float[] {1});
    double binary = new BinaryCrossEntropy().forward(z, one, one).item();
    assertThat((double) new CrossEntropy().forward(pair, one, one).item())
        .isCloseTo(binary, within(1e-7));
    assertThat((double) new CrossEntropy().response(pair).get(0, 1))
        .isCloseTo(new BinaryCrossEntropy().response(z).get(0, 0), within(1e-7));
  }

  @Test
  void aLossOfAnotherNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Loss.named("bse"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[loss] expected bce, ce, mse, found `bse`; did you mean");
  }

  private static Tensor normal(Shape shape, int seed) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return Tensor.view(values, 0, shape);
  }

  private static float[] thrice(float[] row) {
    float[] rows = new float[3 * row.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row[i % row.length];
    }
    return rows;
  }
}
