package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a cut on the score keeps, cut by cut. Efficiencies and purity need relative weights only;
/// yields and significances are meaningful where the weights are yields.
///
/// @param points from the loosest cut to the tightest
public record CutScan(List<Point> points) {
  // Fewer effective background events than this, and a significance says more of chance than of the
  // cut.
  private static final double ENOUGH = 10;

  /// `score >= cut`.
  ///
  /// @param efficiency of the signal
  /// @param background efficiency of the background
  /// @param purity S / (S + B); NaN where nothing is left
  /// @param s signal yield, scaled to the whole sample
  /// @param b background yield, scaled to the whole sample
  /// @param significance S / sqrt(S + B); NaN where S or B is negative or both are zero
  /// @param asimov sqrt(2 ((S + B) ln(1 + S/B) - S)), the median expected significance of discovery
  ///   (Cowan et al., arXiv:1007.1727, eq. 97); NaN where B is not positive or S negative
  /// @param effectiveBackground (sum v)^2 / sum v^2 of the background events kept
  public record Point(
      double cut,
      double efficiency,
      double background,
      double purity,
      double s,
      double b,
      double significance,
      double asimov,
      double effectiveBackground) {}

  public CutScan {
    points = List.copyOf(points);
  }

  /// Cuts at `cuts + 1` places evenly over the range of the score.
  ///
  /// @param signalScale what the signal's weights are multiplied with for yields and purity: the
  ///   weight of the whole sample over that of these events
  /// @param backgroundScale the same for the background
  /// @throws IllegalArgumentException as {@link Roc#of}
  public static CutScan of(
      double[] score,
      boolean[] signal,
      double[] weight,
      double signalScale,
      double backgroundScale,
      int cuts) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    CumulativeWeights steps = CumulativeWeights.of(RankStatistics.of(score), signal, weight);
    int all = steps.size();
    ScoreChecks.positive("the signal", steps.s()[all]);
    ScoreChecks.positive("the background", steps.b()[all]);
    double low = steps.values()[all - 1];
    double high = steps.values()[0];
    List<Point> points = new ArrayList<>();
    int g = all;
    for (int k = 0; k <= cuts; k++) {
      double cut = k == cuts ? high : low + (high - low) * k / cuts;
      while (g > 0 && steps.values()[g - 1] < cut) {
        g--;
      }
      double s = steps.s()[g] * signalScale;
      double b = steps.b()[g] * backgroundScale;
      points.add(
          new Point(
              cut,
              steps.signal(g),
              steps.background(g),
              s + b != 0 ? s / (s + b) : Double.NaN,
              s,
              b,
              significance(s, b),
              asimov(s, b),
              steps.b2()[g] > 0 ? steps.b()[g] * steps.b()[g] / steps.b2()[g] : 0));
    }
    return new CutScan(points);
  }

  static double significance(double s, double b) {
    return s >= 0 && b >= 0 && s + b > 0 ? s / Math.sqrt(s + b) : Double.NaN;
  }

  static double asimov(double s, double b) {
    if (!(s >= 0 && b > 0)) {
      return Double.NaN;
    }
    double x = s / b;
    // (1 + x) ln(1 + x) - x = x^2/2 - x^3/6 + ...: the difference of near equals is avoided.
    double f = x < 1e-4 ? x * x / 2 - x * x * x / 6 : (1 + x) * StrictMath.log1p(x) - x;
    return Math.sqrt(2 * b * f);
  }

  /// The cut of the highest Asimov significance among those that leave at least ten effective
  /// background events, if any.
  public Optional<Point> best() {
    OptionalInt best = OptionalInt.empty();
    for (int i = 0; i < points.size(); i++) {
      Point p = points.get(i);
      if (p.effectiveBackground >= ENOUGH
          && !Double.isNaN(p.asimov)
          && (best.isEmpty() || p.asimov > points.get(best.getAsInt()).asimov)) {
        best = OptionalInt.of(i);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(points.get(best.getAsInt()));
  }
}
