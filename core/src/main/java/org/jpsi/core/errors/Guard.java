package org.jpsi.core.errors;

import java.util.function.Function;
import java.util.function.Supplier;

/// Fault isolation: what goes wrong in one figure, metric or part of a page costs that one alone.
/// Memory that ran out is another matter, and goes on.
public final class Guard {
  private Guard() {}

  /// The value, or what `fallback` makes of the reason, in one line, why there is none.
  public static <T> T orElse(Supplier<? extends T> value, Function<String, ? extends T> fallback) {
    try {
      return value.get();
    } catch (RuntimeException | LinkageError | StackOverflowError wrong) {
      return fallback.apply(ProblemText.nameAndMessage(wrong));
    }
  }
}
