package org.jpsi.analysis.file;

import java.util.List;

/// Features of the model.
///
/// @param all every numeric column not used elsewhere, as {@link
///   org.jpsi.core.data.FeatureSelection} finds them
/// @param named further features, after those of `all`
public record FeatureChoice(boolean all, List<AnalysisFile.Feature> named) {
  public static final FeatureChoice ALL = new FeatureChoice(true, List.of());

  public FeatureChoice {
    named = List.copyOf(named);
  }
}
