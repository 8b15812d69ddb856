package org.jpsi.report;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jpsi.core.errors.ProblemText;

/// Fault isolation: what goes wrong in one part of a report costs that part alone. Memory that ran
/// out is another matter, and goes on.
final class Guard {
  private Guard() {}

  /// The value, or what `fallback` makes of the reason, in one line, why there is none.
  static <T> T orElse(Supplier<? extends T> value, Function<String, ? extends T> fallback) {
    try {
      return value.get();
    } catch (RuntimeException | LinkageError | StackOverflowError wrong) {
      return fallback.apply(reason(wrong));
    }
  }

  // Where there is no message, its quotation is the name again, which is said once.
  private static String reason(Throwable wrong) {
    Set<String> parts = new LinkedHashSet<>();
    parts.add(wrong.getClass().getSimpleName());
    parts.add(ProblemText.quoted(wrong));
    return String.join(": ", parts);
  }
}
