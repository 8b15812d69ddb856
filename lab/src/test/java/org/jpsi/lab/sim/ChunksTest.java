package org.jpsi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyEventIsMadeOnce(int threads) {
    AtomicIntegerArray made = new AtomicIntegerArray(10_001);
    Chunks.run(
        made.length(),
        threads,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            made.incrementAndGet(i);
          }
        });
    for (int i = 0; i < made.length(); i++) {
      assertThat(made.get(i)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsWrongIsToldAlikeFromEveryThread(int threads) {
    InputException wrong = InputException.at("environment").says("no").exception();
    assertThatThrownBy(() ->
            Chunks.run(
                10_001,
                threads,
                (from, to) -> {
                  throw wrong;
                }))
        .isSameAs(wrong);
  }

  @Test
  void anErrorOfTheMachineStaysOne() {
    OutOfMemoryError full = new OutOfMemoryError("full");
    assertThatThrownBy(() ->
            Chunks.run(
                10_001,
                2,
                (from, to) -> {
                  throw full;
                }))
        .isSameAs(full);
  }
}
