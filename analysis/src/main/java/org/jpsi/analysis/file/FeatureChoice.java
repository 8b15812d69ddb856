package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;

/// Features of the model.
///
/// @param all every numeric column not used elsewhere, as {@link
///   org.jpsi.core.data.FeatureSelection} finds them
/// @param named further features, after those of `all`
/// @param parameter name of the one that is a parameter of the signal
public record FeatureChoice(
    boolean all, List<AnalysisFile.Feature> named, Optional<String> parameter) {
  public static final FeatureChoice ALL = new FeatureChoice(true, List.of());

  public FeatureChoice {
    named = List.copyOf(named);
  }

  /// A choice without a parameter.
  public FeatureChoice(boolean all, List<AnalysisFile.Feature> named) {
    this(all, named, Optional.empty());
  }

  /// These features, all of them by name.
  FeatureChoice chosen(List<AnalysisFile.Feature> features) {
    return new FeatureChoice(false, features, parameter);
  }
}
