package org.jpsi.core.loss;

/// Range of targets that a loss accepts: finite numbers within bounds.
///
/// @param min the smallest
/// @param max the largest
/// @param integer whether only whole numbers, as for classes
public record TargetRange(double min, double max, boolean integer) {
  /// Any finite number.
  public static final TargetRange FINITE =
      new TargetRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /// Numbers from `min` to `max`.
  public static TargetRange within(double min, double max) {
    return new TargetRange(min, max, false);
  }

  /// Class indices, from 0 to `classes - 1`.
  public static TargetRange classes(int classes) {
    return new TargetRange(0, classes - 1.0, true);
  }

  /// Whether `target` is in the range.
  public boolean contains(float target) {
    return Float.isFinite(target)
        && target >= min
        && target <= max
        && (!integer || target == Math.rint(target));
  }

  /// Such as `a whole number from 0 to 2`.
  @Override
  public String toString() {
    String number = integer ? "a whole number" : "a finite number";
    if (Double.isInfinite(min)) {
      return Double.isInfinite(max) ? number : number + " up to " + format(max);
    }
    String from = number + " from " + format(min);
    return Double.isInfinite(max) ? from : from + " to " + format(max);
  }

  private static String format(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }
}
