package org.jpsi.core.errors;

/// Range checks of settings: a number out of range is refused with the setting's name, the range
/// and the number. NaN is out of every range.
public final class SettingCheck {
  private SettingCheck() {}

  /// Requires a number in the closed interval [min, max].
  public static void within(String where, String setting, double value, double min, double max) {
    check(
        value >= min && value <= max,
        where,
        "`" + setting + "`: a number from " + min + " to " + max,
        value);
  }

  /// Requires a finite number greater than `limit`.
  public static void above(String where, String setting, double value, double limit) {
    check(
        value > limit && !Double.isInfinite(value),
        where,
        "`" + setting + "`: a number above " + limit,
        value);
  }

  /// Requires a number in the open interval (min, max).
  public static void between(String where, String setting, double value, double min, double max) {
    check(
        value > min && value < max,
        where,
        "`" + setting + "`: a number between " + min + " and " + max,
        value);
  }

  /// Requires a learning rate: greater than 0 and less than 10^6.
  public static void learningRate(String where, double learningRate) {
    require(
        learningRate > 0 && learningRate < 1e6,
        where,
        "learningRate",
        "greater than 0",
        learningRate);
  }

  /// Requires any other condition.
  ///
  /// @param expected what follows the setting's name in the message, such as `in [0, 1)`
  public static void require(
      boolean holds, String where, String setting, String expected, double found) {
    check(holds, where, "`" + setting + "` " + expected, found);
  }

  private static void check(boolean holds, String where, String expected, double found) {
    if (!holds) {
      throw InputException.at(where).expected(expected).found(Double.toString(found)).exception();
    }
  }
}
