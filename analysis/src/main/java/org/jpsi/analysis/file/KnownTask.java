package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;

/// Task as far as the file determines it, for defaults that depend on it.
///
/// @param classes number of classes; 0 is a regression, 2 a signal against all others; empty where
///   it depends on the events
/// @param network whose network is trained
record KnownTask(Optional<Integer> classes, NetworkOf network) {
  static final KnownTask UNKNOWN = new KnownTask(Optional.empty(), NetworkOf.USER);

  /// Whose network is trained.
  enum NetworkOf {
    /// None is.
    NOBODY,
    /// That of the key `network`.
    USER,
    /// The default one: {@link DefaultRecipe}.
    RECIPE;

    /// @param written whether the file has the key `network`
    static NetworkOf of(List<AnalysisFile.Model> models, boolean written) {
      if (models.stream().noneMatch(AnalysisFile.Model::trainsNetwork)) {
        return NOBODY;
      }
      return written ? USER : RECIPE;
    }
  }

  /// The task of an analysis that was read.
  static KnownTask of(AnalysisFile analysis) {
    return of(
        analysis.regression(),
        analysis.signal(),
        analysis.label(),
        (int) analysis.samples().stream().map(Sample::className).distinct().count(),
        NetworkOf.of(analysis.models(), analysis.network().isPresent()));
  }

  /// @param sampleClasses number of classes of the samples
  static KnownTask of(
      boolean regression,
      Optional<String> signal,
      Optional<String> label,
      int sampleClasses,
      NetworkOf network) {
    if (regression) {
      return new KnownTask(Optional.of(0), network);
    }
    if (signal.isPresent()) {
      return new KnownTask(Optional.of(2), network);
    }
    return new KnownTask(
        label.isPresent() ? Optional.empty() : Optional.of(sampleClasses), network);
  }

  boolean regression() {
    return classes.isPresent() && classes.get() == 0;
  }

  /// Whether the default network is trained, with which other defaults go.
  boolean defaultNetwork() {
    return network == NetworkOf.RECIPE;
  }
}
