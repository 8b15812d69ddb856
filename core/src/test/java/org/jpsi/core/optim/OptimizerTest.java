package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
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

  private static Parameters parameters(String name) {
    return Parameters.of(List.of(Parameter.of(name, Shape.of(1, 3))));
  }

  @Test
  void aStateStepsTheParametersItWasBegunWith() {
    Parameters a = parameters("0.weight");
    Parameters b = parameters("0.weight");
    float[] gradients = {1, 2, 3};
    for (Optimizer.State state :
        List.of(
            new Adam(0.1).start(a),
            new Sgd(0.1).start(a, List.of(new ParameterGroup("0.*", 2, 0, 1))))) {
      state.step(a, gradients);
      state.step(Parameters.of(a.list()), gradients, 0.01);
      assertThat(state.step()).isEqualTo(2);
      float[] before = b.toArray();
      for (ThrowingCallable other :
          List.<ThrowingCallable>of(
              () -> state.step(b, gradients), () -> state.step(b, gradients, 0.1))) {
        assertThatThrownBy(other)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "step: expected the parameters that this state was begun with, start(parameters),"
                    + " found at 0 0.weight [1, 3] instead of its 0.weight [1, 3]; start(..) a"
                    + " state for these parameters");
      }
      assertThat(b.toArray()).isEqualTo(before);
      assertThatThrownBy(() -> state.step(Parameters.of(List.of()), new float[0]))
          .hasMessageContaining("found at 0 (none) instead of its 0.weight [1, 3]");
    }
  }
}
