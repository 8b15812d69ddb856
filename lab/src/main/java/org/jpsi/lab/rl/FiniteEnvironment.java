package org.jpsi.lab.rl;

/// A world with so few states that a table can hold one row for each. Its observation is a single
/// number: which state it is, from 0.
public interface FiniteEnvironment extends Environment {
  /// How many states there are.
  int states();

  @Override
  default int features() {
    return 1;
  }
}
