package org.jpsi.analysis.study;

import org.jpsi.core.eval.InputEvents;

/// Inputs of the events that a model is studied on, as they are shuffled, with what scores them.
/// After the inputs that are features there may be others, which stay as they are.
public interface StudiedInputs extends InputEvents.InputScorer {
  /// The number of inputs of an event.
  int width();

  /// The inputs of some events, `[rows, width]`, row-major.
  ///
  /// @param rows indices of events
  float[] of(int[] rows);
}
