package org.jpsi.core.model;

import org.jpsi.core.data.Preprocessing;

/// Features of a model that may be missing, as they were in its training: NaN there is a value,
/// elsewhere it makes the score NaN.
///
/// @param allowed whether each may be missing; empty where none may
record MissingFeatures(boolean[] allowed) {
  static MissingFeatures of(Preprocessing preprocessing) {
    boolean[] allowed = new boolean[preprocessing.columns().size()];
    boolean any = false;
    for (int j = 0; j < allowed.length; j++) {
      allowed[j] = preprocessing.columns().get(j).missing() > 0;
      any |= allowed[j];
    }
    return new MissingFeatures(any ? allowed : new boolean[0]);
  }

  /// Whether an event can be scored: each of its inputs is finite, or missing where it may be.
  ///
  /// @param inputs preprocessed
  /// @param from index of the event's first
  /// @param count of its inputs
  boolean scorable(float[] inputs, int from, int count) {
    if (Finite.all(inputs, from, count)) {
      return true;
    }
    if (allowed.length == 0) {
      return false;
    }
    for (int j = 0; j < count; j++) {
      float value = inputs[from + j];
      if (!Float.isFinite(value) && !(Float.isNaN(value) && allowed[j])) {
        return false;
      }
    }
    return true;
  }
}
