package org.jpsi.core.eval;

import java.util.List;

/// Importance of a feature, or of a group of features that are taken together: how much worse the
/// figure of merit is without what it tells.
///
/// @param features their names, one or more
/// @param loss of the figure: the fall of an AUC, the rise of an RMSE; below zero where it is
///   better without
/// @param error one standard deviation, of the same events with and without
public record FeatureImportance(List<String> features, double loss, double error) {
  public FeatureImportance {
    features = List.copyOf(features);
  }

  /// The importance of one feature.
  public static FeatureImportance of(String feature, double loss, double error) {
    return new FeatureImportance(List.of(feature), loss, error);
  }

  /// The features in words: `pt, E`.
  public String name() {
    return String.join(", ", features);
  }
}
