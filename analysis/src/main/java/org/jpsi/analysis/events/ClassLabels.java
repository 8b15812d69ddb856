package org.jpsi.analysis.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.ClassNames;

/// Class labels of the events.
///
/// With a signal there are two classes: 0 is the background, which is all else, 1 the signal.
/// Without, all classes are equal; where there are only two, the score has to be the probability of
/// one of them, and a signal is chosen.
///
/// @param names in the order of their indices
/// @param signal 1 where there is a signal, -1 where all classes are equal
/// @param of the class index of each event
record ClassLabels(List<String> names, int signal, int[] of) {
  // Nobody asks which of two is meant.
  private static final List<String> CALLED_SIGNAL = List.of("signal", "sig");

  /// Labels of a regression: all events in one class without a name.
  static ClassLabels none(int events) {
    return new ClassLabels(List.of(""), -1, new int[events]);
  }

  /// @param words the class of each event, in words
  /// @param sorted whether classes are numbered by name; else in the order in which they appear
  static ClassLabels of(
      AnalysisWithSource source, String[] words, boolean sorted, Warnings warnings) {
    Map<String, Integer> count = new LinkedHashMap<>();
    for (String word : words) {
      count.merge(word, 1, Integer::sum);
    }
    List<String> found = sorted ? ClassNames.sorted(count.keySet()) : List.copyOf(count.keySet());
    if (found.size() > 1000) {
      throw InputException.at(source.where("label"))
          .expected("a column of classes")
          .found(found.size() + " different values")
          .remedy("to predict a number, use `target:`")
          .exception();
    }
    if (found.size() < 2) {
      throw InputException.at(source.where(sorted ? "label" : "samples"))
          .expected("two classes or more")
          .found("only " + String.join(", ", found))
          .remedy(
              sorted
                  ? "choose a label that differs from event to event"
                  : "add a sample of another `class:`, or name a `label:` or a `target:`")
          .exception();
    }
    Optional<String> requested = source.analysis().signal().map(name -> truth(name, found));
    if (requested.isPresent() && !found.contains(requested.get())) {
      throw InputException.at(source.where("signal"))
          .expected("one of the classes " + String.join(", ", found))
          .found(requested.get())
          .nearest(requested.get(), found)
          .exception();
    }
    if (requested.isEmpty() && found.size() > 2) {
      return new ClassLabels(found, -1, indices(words, found));
    }
    String signal = requested.orElseGet(() -> ClassNames.signal(found));
    if (requested.isEmpty() && !CALLED_SIGNAL.contains(signal.toLowerCase(Locale.ROOT))) {
      warnings.add(
          "no `signal:` is given: the score is the probability of "
              + (signal + ", in a mixture of 50:50 as trained"));
    }
    List<String> rest = found.stream().filter(c -> !c.equals(signal)).toList();
    if (rest.size() > 1) {
      warnings.add("background to " + signal + ": " + String.join(", ", rest));
    }
    List<String> names = List.of(rest.size() == 1 ? rest.getFirst() : "background", signal);
    int[] of = new int[words.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = words[i].equals(signal) ? 1 : 0;
    }
    return new ClassLabels(names, 1, of);
  }

  /// The class of a column of truth values, 0 or 1, that is named `true`, `T`, `false` or `F`.
  private static String truth(String name, List<String> found) {
    if (found.contains(name) || !List.of("0", "1").containsAll(found)) {
      return name;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "true", "t" -> "1";
      case "false", "f" -> "0";
      default -> name;
    };
  }

  private static int[] indices(String[] words, List<String> names) {
    Map<String, Integer> index = new LinkedHashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    int[] of = new int[words.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = index.getOrDefault(words[i], 0);
    }
    return of;
  }
}
