package org.jpsi.core.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(new IllegalStateException("why\nand how"), "IllegalStateException: why"),
        Arguments.of(new IllegalStateException("  "), "IllegalStateException"),
        Arguments.of(new ArithmeticException(), "ArithmeticException"),
        Arguments.of(new NoClassDefFoundError("org/x/Y"), "NoClassDefFoundError: org/x/Y"),
        Arguments.of(new StackOverflowError(), "StackOverflowError"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatGoesWrongIsAReasonInOneLine(Throwable thrown, String reason) {
    assertThat(Guard.orElse(() -> raise(thrown), why -> why)).isEqualTo(reason);
  }

  @Test
  void memoryThatRanOutGoesOnAndWhatGoesWellStays() {
    assertThatThrownBy(() -> Guard.orElse(() -> raise(new OutOfMemoryError("full")), why -> why))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(Guard.orElse(() -> "well", why -> why)).isEqualTo("well");
  }

  private static String raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Test
  void anAttemptIsMadeAtOnceAndTellsItsOutcomeWhenAsked() {
    int[] calls = {0};
    Supplier<Integer> seven = Guard.attempt(() -> 7 + 0 * calls[0]++);
    assertThat(calls[0]).isEqualTo(1);
    assertThat(seven.get()).isEqualTo(7);
    assertThat(seven.get()).isEqualTo(7);
    assertThat(calls[0]).isEqualTo(1);

    IllegalStateException wrong = new IllegalStateException("planted");
    Supplier<Integer> failed =
        Guard.attempt(() -> {
          throw wrong;
        });
    assertThatThrownBy(failed::get).isSameAs(wrong);
  }
}
