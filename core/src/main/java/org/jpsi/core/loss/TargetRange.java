package org.jpsi.core.loss;

/// The targets that a loss takes: finite numbers within limits.
///
/// @param least the smallest
/// @param most the largest
/// @param whole whether they number classes
public record TargetRange(double least, double most, boolean whole) {
  /// Any finite number.
  public static final TargetRange FINITE =
      new TargetRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /// Numbers from `least` to `most`.
  public static TargetRange within(double least, double most) {
    return new TargetRange(least, most, false);
  }

  /// Numbers of classes, from 0 to `classes - 1`.
  public static TargetRange classes(int classes) {
    return new TargetRange(0, classes - 1.0, true);
  }

  /// Whether `target` is one of them.
  public boolean holds(float target) {
    return Float.isFinite(target)
        && target >= least
        && target <= most
        && (!whole || target == Math.rint(target));
  }

  /// Such as `a whole number from 0 to 2`.
  @Override
  public String toString() {
    String number = whole ? "a whole number" : "a finite number";
    if (Double.isInfinite(least)) {
      return Double.isInfinite(most) ? number : number + " up to " + said(most);
    }
    String from = number + " from " + said(least);
    return Double.isInfinite(most) ? from : from + " to " + said(most);
  }

  private static String said(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }
}
