package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void itReadsAsALinePerEpoch() {
    Epoch first = new Epoch(1, 0.69314, 0.5, 0.8125, true, 1e-3, 0);
    Epoch second = new Epoch(2, 1.5e-5, 0.625, Double.NaN, false, 1e-3, 0);
    assertThat(new History(List.of(first, second), 1, History.StopReason.PATIENCE))
        .hasToString(
            """
            epoch 1: train loss 0.6931, validation loss 0.5000, metric 0.8125 (kept)
            epoch 2: train loss 1.500e-05, validation loss 0.6250
            stopped early: the validation loss no longer decreased\
            """);
    Epoch alone = new Epoch(1, 2, Double.NaN, Double.NaN, true, 1e-3, 0);
    assertThat(new History(List.of(alone), 1, History.StopReason.EPOCHS))
        .hasToString("epoch 1: train loss 2.000 (kept)\nall epochs completed");
    assertThat(new History(List.of(), 0, History.StopReason.STOPPED)).hasToString("stopped");
  }
}
