package org.jpsi.analysis;

import org.jpsi.core.train.TrainingListener;

/// Watches a job from the first byte read to the report: what a command shows, and where it says
/// stop.
public interface ProgressListener extends TrainingListener {
  /// Says nothing and never stops.
  ProgressListener SILENT = new ProgressListener() {};

  /// A part of the job begins, such as `reading higgs.root`.
  default void stage(String what) {}

  /// Something the user should know and need not mend, such as a constant feature that is kept out.
  default void note(String what) {}

  /// The passes over the training events begin.
  ///
  /// @param epochs at most
  /// @param events of the training part
  /// @param metric what {@link org.jpsi.core.eval.Epoch#metric()} will be: `AUC`
  default void begin(int epochs, int events, String metric) {}
}
