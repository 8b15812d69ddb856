package org.jpsi.lab.rl;

import org.jpsi.core.errors.InputException;

/// Checks of settings and calls.
final class EnvironmentChecks {
  private EnvironmentChecks() {}

  static void action(String where, int action, int actions) {
    if (action < 0 || action >= actions) {
      throw new IllegalArgumentException(
          where + ": expected an action from 0 to " + (actions - 1) + ", found " + action);
    }
  }

  static void started(String where, boolean done) {
    if (done) {
      throw new IllegalStateException(where + ": no episode is running; reset() starts one");
    }
  }

  static void require(boolean holds, String where, String name, String expected, double found) {
    if (!holds) {
      throw InputException.at(where)
          .expected("`" + name + "` " + expected)
          .found(
              found == Math.rint(found) && Math.abs(found) < 1e15
                  ? Long.toString((long) found)
                  : Double.toString(found))
          .exception();
    }
  }

  static void fraction(String where, String name, double value) {
    require(value >= 0 && value <= 1, where, name, "in [0, 1]", value);
  }

  static void positive(String where, String name, int value) {
    require(value >= 1, where, name, "of 1 or more", value);
  }
}
