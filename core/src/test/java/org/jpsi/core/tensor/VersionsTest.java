package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.core.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A gradient is that of the parameters that the loss was computed with, or refused, as PyTorch
/// does.
class VersionsTest {
  static Stream<Consumer<Parameters>> writers() {
    return Stream.of(
        parameters -> parameters.set(new float[] {3, 4}),
        parameters -> parameters.list().getFirst().set(new float[] {3, 4}),
        parameters -> new Sgd(0.1).start(parameters.size()).step(parameters, new float[] {1, 1}),
        parameters -> parameters.update(1, 2, values -> values[1] = 0),
        parameters -> {
          parameters.values()[0] = 5;
          parameters.changed();
        });
  }

  @ParameterizedTest
  @MethodSource("writers")
  void backwardAfterTheParametersWereWrittenIsRefused(Consumer<Parameters> writer) {
    Parameter w = Parameter.of("w", Shape.of(2));
    w.set(new float[] {1, 2});
    Parameters parameters = Parameters.of(List.of(w));
    Tensor direct = w.tensor().square().sum();
    Tensor byView = w.tensor().reshape(2, 1).square().sum().exp();
    assertThat(direct.backward().of(w.tensor()).toArray()).containsExactly(2, 4);
    writer.accept(parameters);
    for (Tensor loss : List.of(direct, byView)) {
      assertThatThrownBy(loss::backward)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "one of the variables needed for gradient computation has been modified by an inplace"
                  + " operation: ")
          .hasMessageContaining("[2]")
          .hasMessageEndingWith(
              "call backward() before the parameters are updated, and compute the loss again"
                  + " afterwards");
    }
    float[] now = w.tensor().toArray();
    assertThat(w.tensor().square().sum().backward().of(w.tensor()).toArray())
        .containsExactly(2 * now[0], 2 * now[1]);
  }

  @Test
  void writingOtherParametersDoesNotMatter() {
    Parameter w = Parameter.of("w", Shape.of(1));
    Parameter other = Parameter.of("other", Shape.of(1));
    w.set(new float[] {3});
    Tensor loss = w.tensor().square().sum();
    other.set(new float[] {1});
    assertThat(loss.backward().of(w.tensor()).item()).isEqualTo(6);
  }
}
