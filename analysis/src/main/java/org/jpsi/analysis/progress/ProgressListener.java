package org.jpsi.analysis.progress;

import org.jpsi.analysis.folder.RunUnderWay;
import org.jpsi.core.train.TrainingListener;

/// Progress listener of a training or an inference, from the first byte read to the report: what a
/// command shows, and where it can request a stop.
public interface ProgressListener extends TrainingListener {
  /// Shows nothing and never requests a stop.
  ProgressListener SILENT = new ProgressListener() {};

  /// The run has its folder, which nobody else writes to until its end.
  default void run(RunUnderWay run) {}

  /// The trainings are over; from here on the run is evaluated and written, which nothing stops.
  default void writing() {}

  /// A stage begins, such as `reading higgs.root`.
  default void stage(String what) {}

  /// A warning, such as that a constant feature is excluded; the user need not change anything.
  default void warning(String what) {}

  /// The training begins.
  ///
  /// @param epochs largest number of epochs
  /// @param events number of training events
  /// @param metric name of {@link org.jpsi.core.eval.Epoch#metric()}: `AUC`
  default void begin(int epochs, int events, String metric) {}

  /// The training that has begun is of several networks side by side: the validation figures of its
  /// epochs are those of training events, each seen by the one member that held it out.
  ///
  /// @param what `8 networks of 28-128-128-128-1`
  default void members(String what) {}
}
