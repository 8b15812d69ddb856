package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Scaling;

/// Scaling of the features.
///
/// @param usual of all that are not named
/// @param named that of some features, by name
/// @param transformations of groups of features, once they are scaled
public record FeatureScaling(
    Scaling usual, Map<String, Scaling> named, List<FeatureTransformation> transformations) {
  public FeatureScaling {
    transformations = List.copyOf(transformations);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /// A scaling without transformations of groups.
  public FeatureScaling(Scaling usual, Map<String, Scaling> named) {
    this(usual, named, List.of());
  }

  /// The same with transformations of groups.
  FeatureScaling with(List<FeatureTransformation> others) {
    return new FeatureScaling(usual, named, others);
  }

  /// One scaling of all features.
  public static FeatureScaling of(Scaling usual) {
    return new FeatureScaling(usual, Map.of());
  }

  /// The scaling of a feature.
  public Scaling of(String feature) {
    return named.getOrDefault(feature, usual);
  }
}
