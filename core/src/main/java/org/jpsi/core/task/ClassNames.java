package org.jpsi.core.task;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Class names as they are found in events: their order, and which of two is the signal.
public final class ClassNames {
  private static final List<String> SIGNALS = List.of("signal", "sig", "s", "1", "true", "yes");

  private ClassNames() {}

  /// Names in order: numbers by value, then words.
  public static List<String> sorted(Collection<String> names) {
    return names.stream()
        .sorted(Comparator.comparing(ClassNames::number).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /// The signal where nobody says which it is: `signal`, `sig`, `s`, `1`, `true` or `yes` in upper
  /// or lower case, else the first name.
  ///
  /// @param names one or more
  public static String signal(List<String> names) {
    return SIGNALS.stream()
        .flatMap(s -> names.stream().filter(c -> c.equalsIgnoreCase(s)))
        .findFirst()
        .orElse(names.getFirst());
  }
}
