package org.jpsi.analysis.file;

import java.util.Optional;

/// What a file tells of its task, as far as defaults depend on it.
///
/// @param classes how many; 0 is a regression, 2 a signal against all others; empty where only the
///   events will tell
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

  /// @param told the number of classes that samples tell
  static KnownTask of(
      boolean regression, Optional<String> signal, Optional<String> label, int told) {
    if (regression) {
      return new KnownTask(Optional.of(0));
    }
    if (signal.isPresent()) {
      return new KnownTask(Optional.of(2));
    }
    return label.isPresent() ? UNKNOWN : new KnownTask(Optional.of(told));
  }

  boolean regression() {
    return classes.isPresent() && classes.get() == 0;
  }
}
