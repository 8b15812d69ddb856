package org.jpsi.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;

/// Averages of weights against PyTorch's `swa_utils`.
class AveragingTest {
  private static final Fixture PYTORCH = Fixture.named("averages");

  private static float[] weights(int step) {
    return Arrays.copyOfRange(PYTORCH.floats("course"), 7 * step, 7 * step + 7);
  }

  @Test
  void theMovingAverageIsPyTorchsHoweverItIsCut() {
    Averaging ema = new Averaging.Ema(0.5);
    float[] whole = new float[7];
    float[] cut = new float[7];
    for (int step = 0; step < 20; step++) {
      ema.step(whole, weights(step), step + 1, 0, 7);
      ema.step(cut, weights(step), step + 1, 4, 7);
      ema.step(cut, weights(step), step + 1, 0, 4);
      ema.epoch(whole, weights(0), step + 1, 20);
    }
    assertThat(PYTORCH.error(whole, "ema")).isLessThan(1e-6);
    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void aShortTrainingForgetsWhereItBegan() {
    Averaging ema = new Averaging.Ema(0.999);
    float[] average = new float[7];
    for (int step = 0; step < 20; step++) {
      ema.step(average, weights(step), step + 1, 0, 7);
    }
    assertThat(PYTORCH.error(average, "warming")).isLessThan(1e-6);
  }

  @Test
  void theMeanOfTheLastEpochsIsPyTorchs() {
    Averaging swa = new Averaging.Swa(0.75);
    float[] mean = new float[7];
    for (int epoch = 1; epoch <= 20; epoch++) {
      swa.epoch(mean, weights(epoch - 1), epoch, 20);
      swa.step(mean, weights(0), epoch, 0, 7);
      assertThat(swa.hasAverage(5, epoch, 20)).isEqualTo(epoch > 15);
    }
    assertThat(PYTORCH.error(mean, "swa")).isLessThan(1e-6);
  }

  @Test
  void settingsOutOfBoundsAreNamed() {
    assertThatThrownBy(() -> new Averaging.Ema(1))
        .hasMessage("[ema] expected `decay` in [0, 1), found 1.0");
    assertThatThrownBy(() -> new Averaging.Swa(1))
        .hasMessage("[swa] expected `start` in [0, 1), found 1.0");
  }
}
