package org.jpsi.lab.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
  private static ReplayBuffer filled(int capacity, int steps) {
    ReplayBuffer replay = new ReplayBuffer(capacity, 1);
    for (int i = 0; i < steps; i++) {
      replay.add(
          new double[] {i}, i % 3, new StepResult(new double[] {i + 1}, -i, i % 2 == 0, false));
    }
    return replay;
  }

  @Test
  void theOldestStepsAreForgotten() {
    ReplayBuffer replay = filled(4, 10);
    assertThat(replay.size()).isEqualTo(4);
    ReplayBuffer.Batch batch = replay.sample(400, Rng.of(1));
    int[] drawn = new int[10];
    for (float step : batch.observations()) {
      drawn[(int) step]++;
    }
    assertThat(drawn).startsWith(0, 0, 0, 0, 0, 0);
    for (int i = 6; i < 10; i++) {
      assertThat(drawn[i]).isBetween(70, 130);
    }
  }

  @Test
  void whatBelongsToAStepStaysTogether() {
    ReplayBuffer.Batch batch = filled(10, 8).sample(50, Rng.of(2));
    for (int i = 0; i < 50; i++) {
      int step = (int) batch.observations()[i];
      assertThat(batch.actions()[i]).isEqualTo(step % 3);
      assertThat(batch.rewards()[i]).isEqualTo(-step);
      assertThat(batch.nextObservations()[i]).isEqualTo(step + 1);
      assertThat(batch.terminated()[i]).isEqualTo(step % 2 == 0);
    }
    assertThat(filled(10, 8).sample(50, Rng.of(2)).observations())
        .containsExactly(batch.observations());
  }

  @Test
  void nothingCanBeDrawnFromAnEmptyOne() {
    assertThatThrownBy(() -> new ReplayBuffer(3, 2).sample(1, Rng.of(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ReplayBuffer: no steps to sample from");
  }
}
