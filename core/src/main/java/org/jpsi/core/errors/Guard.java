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

  /// The outcome of a computation that is done now: its value, or what went wrong, which is thrown
  /// where the value is asked for.
  public static <T> Supplier<T> attempt(Supplier<? extends T> value) {
    try {
      T computed = value.get();
      return () -> computed;
    } catch (RuntimeException wrong) {
      return () -> {
        throw wrong;
      };
    } catch (LinkageError | StackOverflowError wrong) {
      return () -> {
        throw wrong;
      };
    }
  }
}
