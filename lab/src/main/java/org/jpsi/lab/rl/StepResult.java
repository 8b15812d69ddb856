package org.jpsi.lab.rl;

/// Result of a step, as Gymnasium's `step` returns it.
///
/// @param observation of the state after it, `[features]`
/// @param reward for it
/// @param terminated whether the episode ended in a terminal state: no reward can follow
/// @param truncated whether the episode was cut off at the maximum number of steps
public record StepResult(
    double[] observation, double reward, boolean terminated, boolean truncated) {
  /// Whether the episode is over, terminated or truncated.
  public boolean done() {
    return terminated || truncated;
  }
}
