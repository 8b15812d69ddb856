package org.jpsi.core.task;

import java.util.Locale;

/// What an event is for.
public enum Part {
  /// The model learns from it.
  TRAIN,
  /// Decides when training stops.
  VALIDATION,
  /// Seen only when all is decided.
  TEST;

  /// As in analysis files and figures: in lower case.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
