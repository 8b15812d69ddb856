package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Significance improvement characteristic (SIC, Gallicchio et al., arXiv:1010.3698): the factor
/// eps_S / sqrt(eps_B) by which a cut on the score multiplies a significance S / sqrt(B). Cuts that
/// too few background events pass are left out: statistical fluctuations dominate there.
///
/// @param minBackground smallest effective number of background events, (sum v)^2 / sum v^2, that
///   must pass a cut
/// @param curve points for plots, from the tightest cut to the loosest, about a thousand at most
/// @param best the cut of the largest improvement among all cuts, also those not in `curve`; empty
///   where no cut has enough background events
public record SignificanceImprovement(
    double minBackground, List<SicPoint> curve, Optional<SicPoint> best) {
  private static final double DEFAULT_MIN_BACKGROUND = 100;
  private static final double STEP = 1.0 / 400;

  /// Point of the curve: the cut `score >= threshold`.
  ///
  /// @param signal efficiency of the signal, eps_S
  /// @param background efficiency of the background, eps_B
  /// @param improvement eps_S / sqrt(eps_B)
  /// @param error one standard deviation of `improvement`, from the events that pass and fail
  /// @param effectiveBackground effective number of background events that pass
  public record SicPoint(
      double threshold,
      double signal,
      double background,
      double improvement,
      double error,
      double effectiveBackground) {}

  public SignificanceImprovement {
    curve = List.copyOf(curve);
  }

  /// The curve of cuts that at least 100 effective background events pass.
  ///
  /// @param score of each event, higher for signal; any finite numbers
  /// @param signal which events are signal
  /// @param weight of either sign
  /// @throws IllegalArgumentException as {@link Roc#of}
  public static SignificanceImprovement of(double[] score, boolean[] signal, double[] weight) {
    return of(score, signal, weight, DEFAULT_MIN_BACKGROUND);
  }

  /// The same with another smallest number of background events.
  public static SignificanceImprovement of(
      double[] score, boolean[] signal, double[] weight, double minBackground) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    CumulativeWeights sums = CumulativeWeights.of(RankStatistics.of(score), signal, weight);
    ScoreChecks.positive("the signal", sums.s()[sums.size()]);
    ScoreChecks.positive("the background", sums.b()[sums.size()]);
    List<SicPoint> curve = new ArrayList<>();
    Optional<SicPoint> best = Optional.empty();
    int last = 0;
    for (int g = 1; g <= sums.size(); g++) {
      double b = sums.b()[g];
      double effective = b > 0 ? b * b / sums.b2()[g] : 0;
      if (effective >= minBackground) {
        SicPoint point = point(sums, g, effective);
        if (best.isEmpty() || point.improvement > best.get().improvement) {
          best = Optional.of(point);
        }
        if (curve.isEmpty() || g == sums.size() || sums.distance(last, g) >= STEP) {
          curve.add(point);
          last = g;
        }
      }
    }
    return new SignificanceImprovement(minBackground, curve, best);
  }

  /// The largest improvement; NaN where no cut has enough background events.
  public double max() {
    return best.isEmpty() ? Double.NaN : best.get().improvement;
  }

  private static SicPoint point(CumulativeWeights sums, int g, double effective) {
    double s = sums.signal(g);
    double b = sums.background(g);
    double improvement = s / Math.sqrt(b);
    // ds / sqrt(b) and s db / (2 b sqrt(b))
    double bySignal = CumulativeWeights.variance(sums.s(), sums.s2(), g) / b;
    double byBackground =
        CumulativeWeights.variance(sums.b(), sums.b2(), g) * s * s / (4 * b * b * b);
    double error = Math.sqrt(bySignal + byBackground);
    return new SicPoint(sums.values()[g - 1], s, b, improvement, error, effective);
  }
}
