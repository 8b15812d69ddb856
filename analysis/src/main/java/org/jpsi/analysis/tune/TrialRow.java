package org.jpsi.analysis.tune;

import java.util.OptionalDouble;

/// Row of a search: how a trial did on one rung.
///
/// @param rung from 1
/// @param epochs that were trained; 0 where it failed
/// @param value of the figure, of the validation events; empty where it failed
/// @param error of the value, one standard deviation, where it has one
/// @param reason why it failed; empty where it did not
record TrialRow(
    int trial, int rung, int epochs, OptionalDouble value, OptionalDouble error, String reason) {
  boolean failed() {
    return value.isEmpty();
  }
}
