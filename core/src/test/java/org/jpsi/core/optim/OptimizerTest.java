package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jpsi.core.input.InputException;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final Fixture PYTORCH = Fixture.named("optimizers");
  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.of(
          "sgd", new Sgd(0.05, 0, false, 0),
          "momentum", new Sgd(0.05, 0.9, false, 0.01),
          "nesterov", new Sgd(0.05, 0.8, true, 0),
          "adam", new Adam(0.01),
          "adamw", new AdamW(0.01, 0.1, 0.8, 0.99, Adam.EPSILON));

  static Stream<String> names() {
    return OPTIMIZERS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void fiftyStepsArePyTorchs(String name) {
    float[] parameters = PYTORCH.floats("start");
    Optimizer.State state = optimizer(name).start(parameters.length);
    for (int step = 0; step < 50; step++) {
      state.step(parameters, gradient(step), optimizer(name).learningRate());
    }
    assertThat(PYTORCH.error(parameters, name)).isLessThan(2e-6);
    assertThat(state.step()).isEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCheckpointGoesOnToTheBit(String name) {
    Optimizer optimizer = optimizer(name);
    float[] whole = PYTORCH.floats("start");
    float[] resumed = PYTORCH.floats("start");
    Optimizer.State state = optimizer.start(whole.length);
    Optimizer.State before = optimizer.start(whole.length);
    for (int step = 0; step < 20; step++) {
      state.step(whole, gradient(step), 0.01);
      if (step < 10) {
        before.step(resumed, gradient(step), 0.01);
      }
    }
    Map<String, float[]> saved = new TreeMap<>();
    before.arrays().forEach((key, array) -> saved.put(key, array.clone()));
    Optimizer.State after = optimizer.start(whole.length);
    after.restore(saved, before.step());
    for (int step = 10; step < 20; step++) {
      after.step(resumed, gradient(step), 0.01);
    }
    assertThat(resumed).isEqualTo(whole);
    assertThatThrownBy(() -> after.restore(Map.of("x", new float[1]), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("names")
  void howElementsAreSharedOutAndScaledChangesNoBit(String name) {
    float[] whole = PYTORCH.floats("start");
    float[] cut = PYTORCH.floats("start");
    Optimizer.State one = optimizer(name).start(7);
    Optimizer.State many = optimizer(name).start(7);
    for (int step = 0; step < 20; step++) {
      float[] gradient = gradient(step);
      float[] fourfold = gradient.clone();
      for (int i = 0; i < 7; i++) {
        fourfold[i] *= 4;
      }
      one.step(whole, gradient, 0.01);
      many.begin();
      many.update(cut, fourfold, 0.25f, 0.01, 5, 7);
      many.update(cut, fourfold, 0.25f, 0.01, 0, 4);
      many.update(cut, fourfold, 0.25f, 0.01, 4, 5);
    }
    assertThat(cut).isEqualTo(whole);
  }

  private static Optimizer optimizer(String name) {
    return Objects.requireNonNull(OPTIMIZERS.get(name));
  }

  @Test
  void settingsOutOfBoundsAreNamed() {
    assertThatThrownBy(() -> new Adam(-1))
        .isInstanceOf(InputException.class)
        .hasMessage("[adam] expected `learningRate` greater than 0, found -1.0");
    assertThatThrownBy(() -> new Sgd(0.1, 1, false, 0))
        .hasMessage("[sgd] expected `momentum` in [0, 1), found 1.0");
    assertThatThrownBy(() -> new Sgd(0.1, 0, true, 0))
        .hasMessage("[sgd] expected `momentum` greater than 0 for nesterov, found 0.0");
    assertThatThrownBy(() -> new Schedule.Cosine(0, Double.NaN))
        .hasMessage("[cosine schedule] expected `end` in [0, 1], found NaN");
  }

  @Test
  void theCosineRisesAndFalls() {
    Schedule cosine = new Schedule.Cosine(0.1, 0.01);
    assertThat(cosine.factor(0, 100)).isCloseTo(1 / 11.0, within(1e-12));
    assertThat(cosine.factor(10, 100)).isEqualTo(1);
    assertThat(cosine.factor(55, 100)).isCloseTo(0.505, within(1e-12));
    assertThat(cosine.factor(100, 100)).isCloseTo(0.01, within(1e-12));
    assertThat(new Schedule.Constant().factor(3, 4)).isEqualTo(1);
  }

  @Test
  void stepsMultiplyAfterEachPart() {
    Schedule steps = new Schedule.Steps(4, 0.5);
    assertThat(Stream.of(0L, 24L, 25L, 50L, 99L, 100L).map(s -> steps.factor(s, 100)))
        .containsExactly(1.0, 1.0, 0.5, 0.25, 0.125, 0.125);
  }

  @Test
  void clippingKeepsTheDirection() {
    float[] gradients = {3, 4};
    assertThat(Clipping.byNorm(gradients, 10)).isEqualTo(5);
    assertThat(gradients).containsExactly(3, 4);
    assertThat(Clipping.byNorm(gradients, 1)).isEqualTo(5);
    assertThat((double) gradients[0]).isCloseTo(0.6, within(1e-7));
    assertThat(Clipping.byNorm(new float[] {Float.NaN}, 1)).isNaN();
  }

  private static float[] gradient(int step) {
    return Arrays.copyOfRange(PYTORCH.floats("gradients"), 7 * step, 7 * step + 7);
  }
}
