package org.jpsi.lab.sim;

import java.util.List;

/// Event generation of one process.
interface ProcessSample {
  /// Name and unit of a feature.
  ///
  /// @param unit of the number in physical units: `GeV`, `rad`, or `1`
  /// @param divisor that normalizes it
  record FeatureLabel(String name, String unit, double divisor) {}

  /// The features, in the order of the columns.
  List<FeatureLabel> features();

  /// Draws the process code of the next event.
  int code(EventRandom draws);

  /// Generates one event of this code and puts its features into `row`, in physical units; false
  /// where the event fails the selection.
  boolean generate(int code, EventRandom draws, double[] row);
}
