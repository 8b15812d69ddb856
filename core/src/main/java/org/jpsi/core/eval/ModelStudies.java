package org.jpsi.core.eval;

import java.util.Optional;

/// Studies of a trained model: what it is asked beside how good it is.
///
/// @param importances of its features
/// @param cuts on its features beside it
public record ModelStudies(Optional<FeatureImportances> importances, Optional<CutsFigures> cuts) {
  public static final ModelStudies NONE = new ModelStudies(Optional.empty(), Optional.empty());

  /// The same with the importances of features.
  public ModelStudies with(FeatureImportances found) {
    return new ModelStudies(Optional.of(found), cuts);
  }

  /// The same with rectangular cuts.
  public ModelStudies with(CutsFigures found) {
    return new ModelStudies(importances, Optional.of(found));
  }
}
