package org.jpsi.core.eval;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/// Efficiency of a cut: the weight of the events that pass over the weight of all, with its error.
///
/// ```
/// e = sum_pass w / sum w,   var(e) = [(1 - e)^2 sum_pass w^2 + e^2 sum_fail w^2] / (sum w)^2
/// ```
///
/// which is binomial for equal weights and right for weights of either sign. Where fewer than ten
/// effective events decide, the error reaches to the farther end of Wilson's 68 % interval.
///
/// @param value e; signed weights may take it out of 0 to 1
/// @param error one standard deviation
/// @param events number of all events
/// @param passing number of events that pass
/// @param effective (sum w)^2 / sum w^2 of all events
public record Efficiency(double value, double error, int events, int passing, double effective) {

  /// The efficiency among some events; empty where their weights have no positive sum.
  ///
  /// @param weight of either sign
  public static Optional<Efficiency> of(double[] weight, IntPredicate among, IntPredicate passes) {
    double all = 0;
    double above = 0;
    double squares = 0;
    double squaresAbove = 0;
    int events = 0;
    int passing = 0;
    for (int i = 0; i < weight.length; i++) {
      if (among.test(i)) {
        events++;
        all += weight[i];
        squares += weight[i] * weight[i];
        if (passes.test(i)) {
          passing++;
          above += weight[i];
          squaresAbove += weight[i] * weight[i];
        }
      }
    }
    if (!(all > 0)) {
      return Optional.empty();
    }
    double e = above / all;
    double variance = squaresAbove * (1 - e) * (1 - e) + (squares - squaresAbove) * e * e;
    double effective = all * all / squares;
    double error = FewEvents.ofFraction(e, Math.sqrt(Math.max(0, variance)) / all, effective);
    return Optional.of(new Efficiency(e, error, events, passing, effective));
  }

  /// The rejection, 1 / e; empty where nothing passes.
  public OptionalDouble rejection() {
    return value > 0 ? OptionalDouble.of(1 / value) : OptionalDouble.empty();
  }

  /// One standard deviation of the rejection, to first order: `error / e^2`.
  public double rejectionError() {
    return error / value / value;
  }
}
