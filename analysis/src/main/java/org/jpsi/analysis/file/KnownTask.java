package org.jpsi.analysis.file;

import java.util.Optional;

/// Task as far as the file determines it, for defaults that depend on it.
///
/// @param classes number of classes; 0 is a regression, 2 a signal against all others; empty where
///   it depends on the events
record KnownTask(Optional<Integer> classes) {
  static final KnownTask UNKNOWN = new KnownTask(Optional.empty());

  /// The task of an analysis that was read.
  static KnownTask of(AnalysisFile analysis) {
    return of(
        analysis.regression(),
        analysis.signal(),
        analysis.label(),
        (int) analysis.samples().stream().map(Sample::className).distinct().count());
  }

  /// @param sampleClasses number of classes of the samples
  static KnownTask of(
      boolean regression, Optional<String> signal, Optional<String> label, int sampleClasses) {
    if (regression) {
      return new KnownTask(Optional.of(0));
    }
    if (signal.isPresent()) {
      return new KnownTask(Optional.of(2));
    }
    return label.isPresent() ? UNKNOWN : new KnownTask(Optional.of(sampleClasses));
  }

  boolean regression() {
    return classes.isPresent() && classes.get() == 0;
  }
}
