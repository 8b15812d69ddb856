package org.jpsi.lab.rl;

/// Policy: maps an observation to an action.
@FunctionalInterface
public interface Policy {
  /// The action for an observation `[features]`.
  int action(double[] observation);
}
