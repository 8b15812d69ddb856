package org.jpsi.analysis.file;

import java.util.function.UnaryOperator;

/// Measured data: events without a class, which are compared with the simulation and never trained
/// on.
///
/// @param files of the events
/// @param select a selection in addition to that of the analysis, such as a trigger's
/// @param blinding which of them are not looked at
/// @param classifier whether boosted trees are trained to tell data from simulation
public record MeasuredData(
    Sample.Files files, String select, Blinding blinding, boolean classifier) {
  /// Blinding of the data: events above a cut of the score are in no histogram.
  public sealed interface Blinding {
    /// Above the score that most of the signal exceeds.
    record Signal() implements Blinding {
      /// The share of the signal that lies above the cut.
      public static final double SHARE = 0.9;
    }

    /// Above a score.
    record Above(double score) implements Blinding {}

    /// None: all events are looked at.
    record None() implements Blinding {}
  }

  MeasuredData withPaths(UnaryOperator<String> other) {
    return new MeasuredData(files.withPaths(other), select, blinding, classifier);
  }

  MeasuredData withSelect(String other) {
    return new MeasuredData(files, other, blinding, classifier);
  }
}
