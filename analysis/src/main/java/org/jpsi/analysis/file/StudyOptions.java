package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;

/// Studies of the model that an analysis asks for.
///
/// @param importance of its features
/// @param cuts the signal efficiencies at which rectangular cuts are beside it; empty for none
/// @param seeds number of trainings, each with another seed; 1 where it is not asked for
/// @param tune the search that `jpsi tune` makes of it; empty where the file has none
public record StudyOptions(
    ImportanceOptions importance, List<Double> cuts, int seeds, Optional<TuneOptions> tune) {
  public StudyOptions {
    cuts = List.copyOf(cuts);
  }
}
