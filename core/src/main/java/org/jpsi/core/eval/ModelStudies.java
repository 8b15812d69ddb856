package org.jpsi.core.eval;

import java.util.Optional;

/// Studies of a trained model: what it is asked beside how good it is.
///
/// @param importances of its features
/// @param cuts on its features beside it
/// @param seeds its training with others
public record ModelStudies(
    Optional<FeatureImportances> importances,
    Optional<CutsFigures> cuts,
    Optional<SeedFigures> seeds) {
  public static final ModelStudies NONE =
      new ModelStudies(Optional.empty(), Optional.empty(), Optional.empty());

  /// The same with the importances of features.
  public ModelStudies with(FeatureImportances found) {
    return new ModelStudies(Optional.of(found), cuts, seeds);
  }

  /// The same with rectangular cuts.
  public ModelStudies with(CutsFigures found) {
    return new ModelStudies(importances, Optional.of(found), seeds);
  }

  /// The same with trainings of other seeds.
  public ModelStudies with(SeedFigures found) {
    return new ModelStudies(importances, cuts, Optional.of(found));
  }
}
