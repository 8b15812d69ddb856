package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;

/// Which class each event belongs to.
///
/// With a signal there are two: the background, 0, which is all else, and the signal, 1. Without,
/// all classes are equal; where there are but two, the score has to be the probability of one of
/// them, and a signal is chosen.
///
/// @param names in the order of their indices
/// @param signal 1 where one class is looked for, -1 where all are equal
/// @param of each event
record ClassLabels(List<String> names, int signal, int[] of) {
  private static final List<String> SIGNALS = List.of("signal", "sig", "s", "1", "true", "yes");

  /// All events in one nameless class, for a regression.
  static ClassLabels none(int events) {
    return new ClassLabels(List.of(""), -1, new int[events]);
  }

  /// @param words the class of each event, in words
  /// @param sorted whether classes are numbered by name; else in the order in which they appear
  static ClassLabels of(
      AnalysisWithSource located, String[] words, boolean sorted, Warnings notes) {
    Map<String, Integer> count = new LinkedHashMap<>();
    for (String word : words) {
      count.merge(word, 1, Integer::sum);
    }
    List<String> found = new ArrayList<>(count.keySet());
    if (sorted) {
      found.sort(
          Comparator.comparing(ClassLabels::number).thenComparing(Comparator.naturalOrder()));
    }
    if (found.size() > 1000) {
      throw InputException.at(located.where("label"))
          .expected("a column of classes")
          .found(found.size() + " different values")
          .remedy("for a number to be predicted use `target:`")
          .exception();
    }
    if (found.size() < 2) {
      throw InputException.at(located.where(sorted ? "label" : "samples"))
          .expected("two classes or more")
          .found("only " + String.join(", ", found))
          .remedy(
              sorted
                  ? "choose a label that differs from event to event"
                  : "add a sample of another `class:`, or name a `label:` or a `target:`")
          .exception();
    }
    Optional<String> wanted = located.analysis().signal();
    if (wanted.isPresent() && !found.contains(wanted.get())) {
      throw InputException.at(located.where("signal"))
          .expected("one of the classes " + String.join(", ", found))
          .found(wanted.get())
          .nearest(wanted.get(), found)
          .exception();
    }
    if (wanted.isEmpty() && found.size() > 2) {
      return new ClassLabels(List.copyOf(found), -1, indices(words, found));
    }
    String signal = wanted.orElseGet(() -> chosen(found));
    if (wanted.isEmpty()) {
      notes.add("no `signal:` is given: the score is the probability of " + signal);
    }
    List<String> rest = found.stream().filter(c -> !c.equals(signal)).toList();
    if (rest.size() > 1) {
      notes.add("against signal " + signal + " stand together: " + String.join(", ", rest));
    }
    List<String> names = List.of(rest.size() == 1 ? rest.getFirst() : "background", signal);
    int[] of = new int[words.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = words[i].equals(signal) ? 1 : 0;
    }
    return new ClassLabels(names, 1, of);
  }

  // Numbers by value, and before words.
  private static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static String chosen(List<String> found) {
    return SIGNALS.stream()
        .flatMap(s -> found.stream().filter(c -> c.equalsIgnoreCase(s)))
        .findFirst()
        .orElse(found.getFirst());
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
