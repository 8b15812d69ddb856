package org.jpsi.lab.rl;

/// Environment with a finite number of states, few enough for a table. Its observation is a single
/// number: the index of the state.
public interface FiniteEnvironment extends Environment {
  /// The number of states.
  int states();

  @Override
  default int features() {
    return 1;
  }
}
