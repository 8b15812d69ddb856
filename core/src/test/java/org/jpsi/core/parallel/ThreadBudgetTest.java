package org.jpsi.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadBudgetTest {
  @Test
  void theEnvironmentSaysHowManyElseTheProcessors() {
    assertThat(ThreadBudget.standard(null))
        .isEqualTo(Runtime.getRuntime().availableProcessors())
        .isEqualTo(ThreadBudget.standard(" "));
    assertThat(ThreadBudget.standard(" 3 ")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "4097", "many", "2.5"})
  void whatIsNoNumberOfThreadsIsRefused(String found) {
    assertThatThrownBy(() -> ThreadBudget.standard(found))
        .isInstanceOf(InputException.class)
        .hasMessage("[JPSI_THREADS] expected a number from 1 to 4096, found " + found);
  }

  @Test
  void whatIsSetIsWhatThePoolHas() {
    int before = ThreadBudget.threads();
    try {
      ThreadBudget.set("--threads", 5);
      assertThat(ThreadPool.standard().size()).isEqualTo(5);
      assertThatThrownBy(() -> ThreadBudget.set("--threads", 0))
          .hasMessage("[--threads] expected a number from 1 to 4096, found 0");
      assertThat(ThreadBudget.threads()).isEqualTo(5);
    } finally {
      ThreadBudget.set("--threads", before);
    }
  }
}
