package org.jpsi.analysis.file;

import java.util.List;

/// Studies of the trained model that an analysis asks for.
///
/// @param importance of its features
/// @param cuts the signal efficiencies at which rectangular cuts are beside it; empty for none
public record StudyOptions(ImportanceOptions importance, List<Double> cuts) {
  /// Those of an analysis that says nothing of them.
  public static final StudyOptions USUAL = new StudyOptions(ImportanceOptions.USUAL, List.of());

  public StudyOptions {
    cuts = List.copyOf(cuts);
  }
}
