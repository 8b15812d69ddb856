package org.jpsi.core.task;

import java.util.Locale;

/// Part of the events in a training: train, validation or test.
public enum Part {
  /// The training events.
  TRAIN,
  /// The validation events, for early stopping.
  VALIDATION,
  /// The test events, used for the final evaluation only.
  TEST;

  /// The name in analysis files and metrics, in lower case.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
