package org.jpsi.lab.rl;

/// What came of an action.
///
/// @param observation of the state after it, `[features]`
/// @param reward for it
/// @param terminated whether the episode ended there, for good or ill: no reward can follow
/// @param truncated whether it was only cut off, because time was up
public record StepResult(
    double[] observation, double reward, boolean terminated, boolean truncated) {
  /// Whether the episode is over.
  public boolean over() {
    return terminated || truncated;
  }
}
