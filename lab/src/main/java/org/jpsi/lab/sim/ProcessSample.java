package org.jpsi.lab.sim;

import java.util.List;

/// How the events of one process are made.
interface ProcessSample {
  /// One of the numbers that an event is described by.
  ///
  /// @param unit of the number in physical units: `GeV`, `rad`, or `1`
  /// @param divisor what it is divided by to be normalized
  record FeatureLabel(String name, String unit, double divisor) {}

  /// In the order of the columns.
  List<FeatureLabel> features();

  /// The process code of the next event.
  int code(EventRandom draws);

  /// Makes one event of this code and puts its features into `row`, in physical units; false where
  /// the event is not accepted, and another is to be made.
  boolean make(int code, EventRandom draws, double[] row);
}
