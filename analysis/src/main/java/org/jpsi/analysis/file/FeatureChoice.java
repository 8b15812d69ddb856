package org.jpsi.analysis.file;

import java.util.List;

/// Features of the model.
///
/// @param all every numeric column not used elsewhere, as {@link
///   org.jpsi.core.data.FeatureSelection} finds them
/// @param named further features, after those of `all`
/// @param parameters names of those that are parameters of the signal
public record FeatureChoice(
    boolean all, List<AnalysisFile.Feature> named, List<String> parameters) {
  public static final FeatureChoice ALL = new FeatureChoice(true, List.of());

  public FeatureChoice {
    named = List.copyOf(named);
    parameters = List.copyOf(parameters);
  }

  /// A choice without a parameter.
  public FeatureChoice(boolean all, List<AnalysisFile.Feature> named) {
    this(all, named, List.of());
  }

  /// These features, all of them by name.
  FeatureChoice chosen(List<AnalysisFile.Feature> features) {
    return new FeatureChoice(false, features, parameters);
  }
}
