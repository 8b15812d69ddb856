package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a cut on the score does to a significance S / sqrt(B): it is multiplied by eps_S /
/// sqrt(eps_B) (the significance improvement characteristic of Gallicchio et al., arXiv:1010.3698).
/// Cuts that leave too few background events are left out: there the curve says more of chance than
/// of the score.
///
/// @param least effective number of background events, (sum v)^2 / sum v^2, that a cut has to leave
/// @param curve points for drawing, from the tightest cut to the loosest, at most a thousand or so
/// @param best the cut of the largest improvement among all cuts, those not drawn too; empty where
///   none leaves enough
public record SignificanceImprovement(double least, List<Point> curve, Optional<Point> best) {
  private static final double ENOUGH = 100;
  private static final double STEP = 1.0 / 400;

  /// `score >= threshold`.
  ///
  /// @param signal efficiency of the signal, eps_S
  /// @param background efficiency of the background, eps_B
  /// @param improvement eps_S / sqrt(eps_B)
  /// @param error one standard deviation of it, from the events that pass and fail
  /// @param effectiveBackground effective number of background events left
  public record Point(
      double threshold,
      double signal,
      double background,
      double improvement,
      double error,
      double effectiveBackground) {}

  public SignificanceImprovement {
    curve = List.copyOf(curve);
  }

  /// Where at least 100 effective background events are left.
  ///
  /// @param score higher means more like signal; any finite numbers
  /// @param signal which events are signal
  /// @param weight of either sign
  /// @throws IllegalArgumentException as {@link Roc#of}
  public static SignificanceImprovement of(double[] score, boolean[] signal, double[] weight) {
    return of(score, signal, weight, ENOUGH);
  }

  /// The same with another least number of background events.
  public static SignificanceImprovement of(
      double[] score, boolean[] signal, double[] weight, double least) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    CumulativeWeights steps = CumulativeWeights.of(RankStatistics.of(score), signal, weight);
    ScoreChecks.positive("the signal", steps.s()[steps.size()]);
    ScoreChecks.positive("the background", steps.b()[steps.size()]);
    List<Point> curve = new ArrayList<>();
    Optional<Point> best = Optional.empty();
    int last = 0;
    for (int g = 1; g <= steps.size(); g++) {
      double b = steps.b()[g];
      double effective = b > 0 ? b * b / steps.b2()[g] : 0;
      if (effective >= least) {
        Point point = point(steps, g, effective);
        if (best.isEmpty() || point.improvement > best.get().improvement) {
          best = Optional.of(point);
        }
        if (curve.isEmpty() || g == steps.size() || steps.distance(last, g) >= STEP) {
          curve.add(point);
          last = g;
        }
      }
    }
    return new SignificanceImprovement(least, curve, best);
  }

  /// The largest improvement; NaN where no cut leaves enough background.
  public double most() {
    return best.isEmpty() ? Double.NaN : best.get().improvement;
  }

  private static Point point(CumulativeWeights steps, int g, double effective) {
    double s = steps.signal(g);
    double b = steps.background(g);
    double improvement = s / Math.sqrt(b);
    // ds / sqrt(b) and s db / (2 b sqrt(b))
    double bySignal = CumulativeWeights.variance(steps.s(), steps.s2(), g) / b;
    double byBackground = CumulativeWeights.variance(steps.b(), steps.b2(), g) * s * s / (4 * b * b * b);
    double error = Math.sqrt(bySignal + byBackground);
    return new Point(steps.values()[g - 1], s, b, improvement, error, effective);
  }
}
