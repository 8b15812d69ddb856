package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
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
          "sgd", new Sgd(0.05, 0, false),
          "nesterov", new Sgd(0.05, 0.8, true),
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

  private static Optimizer optimizer(String name) {
    return Objects.requireNonNull(OPTIMIZERS.get(name));
  }

  @Test
  void settingsOutOfBoundsAreNamed() {
    assertThatThrownBy(() -> new Adam(-1))
        .isInstanceOf(InputException.class)
        .hasMessage("[adam] expected `learningRate` greater than 0, found -1.0");
    assertThatThrownBy(() -> new Sgd(0.1, 1, false))
        .hasMessage("[sgd] expected `momentum` in [0, 1), found 1.0");
    assertThatThrownBy(() -> new Sgd(0.1, 0, true))
        .hasMessage("[sgd] expected `momentum` greater than 0 for nesterov, found 0.0");
    assertThatThrownBy(() -> new Schedule.Cosine(0, Double.NaN))
        .hasMessage("[cosine schedule] expected `end` in [0, 1], found NaN");
  }

  private static float[] gradient(int step) {
    return Arrays.copyOfRange(PYTORCH.floats("gradients"), 7 * step, 7 * step + 7);
  }
}
