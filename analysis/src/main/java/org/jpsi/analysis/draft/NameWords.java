package org.jpsi.analysis.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.task.ClassNames;
import org.jpsi.core.task.Part;

/// Words in the names of files, trees, classes and columns, and what they stand for: `sig_tree`,
/// `TreeS`, `ttbar_train`, `genJetPt`.
final class NameWords {
  private static final Set<String> SIGNAL = Set.of("signal", "sig", "s", "sgn");
  private static final Set<String> BACKGROUND =
      Set.of("background", "backgrounds", "bkg", "bkgd", "bg", "bgd", "b");
  private static final Set<String> TRUTH =
      Set.of("truth", "true", "gen", "generator", "lhe", "mc", "pdg", "mother");
  private static final Set<String> TRUTH_AT_END = Set.of("truth", "gen", "mc", "matched");
  private static final Set<String> LABELS =
      Set.of(
          "label",
          "labels",
          "class",
          "classes",
          "classid",
          "classlabel",
          "target",
          "y",
          "signal",
          "sig",
          "issignal",
          "issig",
          "isbackground",
          "classification");
  private static final Set<String> WEAK_LABELS =
      Set.of(
          "type",
          "process",
          "processid",
          "category",
          "sample",
          "sampleid",
          "species",
          "particle",
          "truth",
          "id",
          "pid",
          "kind");

  private NameWords() {}

  /// The words of a name in lower case: cut at signs, and where a capital follows a small letter.
  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean small = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Character.isLetterOrDigit(c);
      if ((!letter || (small && Character.isUpperCase(c))) && !word.isEmpty()) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (letter) {
        word.append(c);
      }
      small = Character.isLowerCase(c);
    }
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static String withoutDigits(String word) {
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) >= '0' && word.charAt(end - 1) <= '9') {
      end--;
    }
    return word.substring(0, end);
  }

  private static boolean any(String name, Set<String> known) {
    return of(name).stream().anyMatch(w -> known.contains(w) || known.contains(withoutDigits(w)));
  }

  static boolean isSignal(String name) {
    return any(name, SIGNAL);
  }

  static boolean isBackground(String name) {
    return any(name, BACKGROUND);
  }

  /// Whether a column is by its name of the simulation's truth, which data does not have.
  static boolean isTruth(String column) {
    List<String> words = of(column);
    return String.join("", words).endsWith("pdgid")
        || (words.size() > 1
            ? TRUTH.contains(words.getFirst()) || TRUTH_AT_END.contains(words.getLast())
            : words.contains("truth"));
  }

  static boolean isLabel(String column) {
    return LABELS.contains(String.join("", of(column)));
  }

  static boolean isWeakLabel(String column) {
    return WEAK_LABELS.contains(String.join("", of(column)));
  }

  /// The part that a file is of, by a word of its name.
  static Optional<Part> part(String stem) {
    return of(stem).stream().flatMap(NameWords::partOfWord).findFirst();
  }

  private static Stream<Part> partOfWord(String word) {
    return switch (word) {
      case "train", "training" -> Stream.of(Part.TRAIN);
      case "val", "valid", "validation" -> Stream.of(Part.VALIDATION);
      case "test", "testing" -> Stream.of(Part.TEST);
      default -> Stream.empty();
    };
  }

  /// A name without the words of parts.
  static String withoutPart(String stem) {
    return part(stem).isEmpty()
        ? stem
        : String.join(
            "_", of(stem).stream().filter(w -> partOfWord(w).findAny().isEmpty()).toList());
  }

  /// The class that is the signal by its name; empty where none is, or several are.
  static Optional<String> signal(List<String> classes) {
    if (classes.size() < 2) {
      return Optional.empty();
    }
    List<String> signals = classes.stream().filter(NameWords::isSignal).toList();
    if (signals.size() == 1) {
      List<String> others = classes.stream().filter(c -> !isSignal(c)).toList();
      return classes.size() == 2 || others.stream().allMatch(NameWords::isBackground)
          ? Optional.of(signals.getFirst())
          : Optional.empty();
    }
    List<String> others = classes.stream().filter(c -> !isBackground(c)).toList();
    if (classes.size() == 2 && others.size() == 1) {
      return Optional.of(others.getFirst());
    }
    String usual = ClassNames.signal(classes);
    return classes.size() == 2 && !usual.equals(classes.getFirst())
        ? Optional.of(usual)
        : Optional.empty();
  }

  /// The number at the end of a name, behind a sign; -1 where there is none of up to 9 digits.
  static int number(String stem) {
    String begin = withoutDigits(stem);
    String digits = stem.substring(begin.length());
    return digits.isEmpty() || digits.length() > 9 || !endsInSign(begin)
        ? -1
        : Integer.parseInt(digits);
  }

  private static boolean endsInSign(String text) {
    return text.length() > 1 && "_-.".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  /// A name without the number at its end.
  static String withoutNumber(String stem) {
    return number(stem) < 0
        ? stem
        : withoutDigits(stem).substring(0, withoutDigits(stem).length() - 1);
  }
}
