package org.jpsi.core.eval;

import java.util.Optional;

/// Studies of a trained model: what it is asked beside how good it is.
///
/// @param importances of its features
public record ModelStudies(Optional<FeatureImportances> importances) {
  public static final ModelStudies NONE = new ModelStudies(Optional.empty());
}
