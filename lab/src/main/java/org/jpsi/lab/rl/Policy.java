package org.jpsi.lab.rl;

/// Which action to take where.
@FunctionalInterface
public interface Policy {
  /// The action for an observation `[features]`.
  int action(double[] observation);
}
