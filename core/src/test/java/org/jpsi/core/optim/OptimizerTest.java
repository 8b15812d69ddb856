package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;

class OptimizerTest {
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
}
