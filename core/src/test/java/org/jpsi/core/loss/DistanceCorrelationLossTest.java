package org.jpsi.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The loss with a distance correlation beside PyTorch (`oracles/disco.py`).
class DistanceCorrelationLossTest {
  private static final Fixture PYTORCH = Fixture.named("disco");
  private static final Loss LOSS = DistanceCorrelationLoss.of(7, "first", "second");

  private static Batch batch() {
    return Dataset.builder(60)
        .input("x", Shape.of(1), new float[60])
        .targets(1, PYTORCH.floats("loss.target"))
        .weights(PYTORCH.floats("loss.weight"))
        .spectator("first", PYTORCH.array("loss.first"))
        .spectator("second", PYTORCH.array("loss.second"))
        .build()
        .batch();
  }

  @Test
  void valueAndGradientArePyTorchs() {
    Tensor output = Tensor.of(PYTORCH.floats("loss.logit"), 60, 1).requiresGrad();
    Tensor value = LOSS.forward(output, batch());
    assertThat((double) value.item()).isCloseTo(PYTORCH.array("loss.value")[0], within(1e-4));
    assertThat(PYTORCH.error(value.backward().of(output).toArray(), "loss.gradient"))
        .isLessThan(1e-6);
  }

  @Test
  void withoutBackgroundItIsTheClassifiersLoss() {
    Dataset signal =
        Dataset.builder(3)
            .input("x", Shape.of(1), new float[3])
            .targets(1, new float[] {1, 1, 1})
            .spectator("first", new double[] {1, 2, 3})
            .spectator("second", new double[] {1, 2, 3})
            .build();
    Tensor output = Tensor.of(new float[] {0.5f, -1, 2}, 3, 1);
    assertThat(LOSS.forward(output, signal.batch()).item())
        .isEqualTo(new BinaryCrossEntropy().forward(output, signal.batch()).item());
  }

  @Test
  void theFirstQuarterOfTheEpochsIsPlain() {
    assertThat(LOSS.inEpoch(5, 20)).isEqualTo(new BinaryCrossEntropy());
    assertThat(LOSS.inEpoch(6, 20)).isSameAs(LOSS);
    assertThat(LOSS.inEpoch(1, 3)).isSameAs(LOSS);
    assertThat(HeadLosses.of(HeadLosses.Head.of("a", LOSS)).inEpoch(1, 20).parts())
        .containsExactly(new BinaryCrossEntropy());
  }

  @Test
  void itNeedsSpectatorsAndANonNegativeStrength() {
    Tensor output = Tensor.zeros(60, 1);
    Batch batch = batch();
    assertThatThrownBy(() -> LOSS.forward(output, batch.targetRows(), batch.w()))
        .hasMessage("disco: expected a batch with the spectators first, second");
    assertThatThrownBy(() -> DistanceCorrelationLoss.of(1, "frist").forward(output, batch))
        .hasMessageContaining("expected a spectator of first, second, found frist")
        .hasMessageContaining("did you mean first?");
    assertThatThrownBy(() -> DistanceCorrelationLoss.of(-1, "first"))
        .hasMessage("[disco] expected `strength`: a number from 0.0 to 10000.0, found -1.0");
    assertThatThrownBy(() -> DistanceCorrelationLoss.of(1))
        .hasMessageContaining("expected one variable or more");
    assertThat(LOSS.parts()).isEqualTo(List.of(new BinaryCrossEntropy()));
    assertThat(LOSS.settings()).containsEntry("strength", 7.0);
    assertThat(LOSS.name()).isEqualTo("disco");
    assertThat(LOSS.validationBatch(256, 9000)).isEqualTo(9000);
    assertThat(LOSS.response(Tensor.zeros(1, 1)).item()).isEqualTo(0.5f);
  }
}
