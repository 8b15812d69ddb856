package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jpsi.core.data.Scaling;

/// Scaling of the features.
///
/// @param usual of all that are not named
/// @param named that of some features, by name
public record FeatureScaling(Scaling usual, Map<String, Scaling> named) {
  public FeatureScaling {
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
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
