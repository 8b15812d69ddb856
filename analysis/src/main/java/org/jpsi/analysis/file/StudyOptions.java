package org.jpsi.analysis.file;

import java.util.List;

/// Studies of the trained model that an analysis asks for.
///
/// @param importance of its features
/// @param cuts the signal efficiencies at which rectangular cuts are beside it; empty for none
/// @param seeds number of trainings, each with another seed; 1 where it is not asked for
public record StudyOptions(ImportanceOptions importance, List<Double> cuts, int seeds) {
  public StudyOptions {
    cuts = List.copyOf(cuts);
  }
}
