package org.jpsi.core.nn;

import org.jpsi.core.errors.InputException;

/// Settings as they must be.
final class LayerChecks {
  private LayerChecks() {}

  static void within(String what, String setting, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw wrong(what, setting, "a number from " + least + " to " + most, value);
    }
  }

  static void above(String what, String setting, double value, double limit) {
    if (!(value > limit) || Double.isInfinite(value)) {
      throw wrong(what, setting, "a number above " + limit, value);
    }
  }

  /// Inside the limits, not at them.
  static void between(String what, String setting, double value, double low, double high) {
    if (!(value > low && value < high)) {
      throw wrong(what, setting, "a number between " + low + " and " + high, value);
    }
  }

  private static InputException wrong(String what, String setting, String expected, double value) {
    return InputException.at(what)
        .expected("`" + setting + "`: " + expected)
        .found(Double.toString(value))
        .exception();
  }
}
