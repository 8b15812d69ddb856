package org.jpsi.analysis.file;

import java.util.Locale;
import java.util.stream.Stream;
import org.jpsi.analysis.file.ValueType.WordType;

/// Weights of the classes in training.
public enum ClassWeights {
  /// The same sum of weights for every class.
  EQUAL("The same sum of weights for every class, as TMVA's `EqualNumEvents`: no class is rare."),
  /// Weights as they are.
  EVENTS(
      "Each event as it is: a class of more events, or of more weight, is the more probable one, as"
          + " in scikit-learn.");

  static final WordType<ClassWeights> TYPE =
      new WordType<>(
          "the weights of classes",
          Stream.of(values())
              .map(each -> new WordType.Word<>(each.id(), each, each.meaning))
              .toList());

  private final String meaning;

  ClassWeights(String meaning) {
    this.meaning = meaning;
  }

  /// The word in the file, in lower case.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Those of an analysis that does not say: equal ones, since the numbers of simulated events
  /// follow from computing time. But the score of three or more classes of events without weights,
  /// by the default network, is read as the most probable class, and so counts events.
  static ClassWeights usual(AnalysisFile analysis, int classes) {
    boolean weighted =
        !analysis.weight().equals(AnalysisFile.WEIGHT)
            || analysis.luminosity().isPresent()
            || analysis.samples().stream().anyMatch(s -> !s.weight().equals(AnalysisFile.WEIGHT));
    return classes > 2 && !weighted && KnownTask.of(analysis).defaultNetwork() ? EVENTS : EQUAL;
  }
}
