package org.jpsi.core.errors;

/// Checks of settings: a number outside its bounds is refused with the setting's name, the bounds
/// and what was found. NaN is outside of all bounds.
public final class SettingCheck {
  private SettingCheck() {}

  /// From `least` to `most`, both included.
  public static void within(String where, String setting, double value, double least, double most) {
    check(
        value >= least && value <= most,
        where,
        "`" + setting + "`: a number from " + least + " to " + most,
        value);
  }

  /// Above `limit`, and finite.
  public static void above(String where, String setting, double value, double limit) {
    check(
        value > limit && !Double.isInfinite(value),
        where,
        "`" + setting + "`: a number above " + limit,
        value);
  }

  /// Between `low` and `high`, both left out.
  public static void between(String where, String setting, double value, double low, double high) {
    check(
        value > low && value < high,
        where,
        "`" + setting + "`: a number between " + low + " and " + high,
        value);
  }

  /// A learning rate.
  public static void rate(String where, double learningRate) {
    that(
        learningRate > 0 && learningRate < 1e6,
        where,
        "learningRate",
        "greater than 0",
        learningRate);
  }

  /// A bound of another form.
  ///
  /// @param expected what stands behind the setting's name, such as `in [0, 1)`
  public static void that(
      boolean holds, String where, String setting, String expected, double found) {
    check(holds, where, "`" + setting + "` " + expected, found);
  }

  private static void check(boolean holds, String where, String expected, double found) {
    if (!holds) {
      throw InputException.at(where).expected(expected).found(Double.toString(found)).exception();
    }
  }
}
