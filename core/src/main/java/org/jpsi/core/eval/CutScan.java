package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Scan of a cut on the score: efficiencies, purity, yields and significance at each cut value.
/// Efficiencies and purity need relative weights only; yields and significances are meaningful
/// where the weights are expected yields.
///
/// @param points from the loosest cut to the tightest
public record CutScan(List<CutPoint> points) {
  // With fewer effective background events, statistical fluctuations dominate the significance.
  private static final double MIN_BACKGROUND = 10;

  /// Efficiencies, yields and significance of the events with `score >= cut`.
  ///
  /// @param efficiency of the signal
  /// @param background efficiency of the background
  /// @param purity S / (S + B); NaN where no events pass
  /// @param s signal yield, scaled to the whole sample
  /// @param b background yield, scaled to the whole sample
  /// @param significance S / sqrt(S + B); NaN where S or B is negative or both are zero
  /// @param asimov sqrt(2 ((S + B) ln(1 + S/B) - S)), the median expected significance of discovery
  ///   (Cowan et al., arXiv:1007.1727, eq. 97); NaN where B is not positive or S negative
  /// @param effectiveBackground (sum v)^2 / sum v^2 of the background events that pass
  public record CutPoint(
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

  /// Scans `cuts + 1` equidistant cuts over the range of the score.
  ///
  /// @param signalScale factor on the signal's weights for yields and purity: the weight of the
  ///   whole sample over that of these events
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
    CumulativeWeights sums = CumulativeWeights.of(RankStatistics.of(score), signal, weight);
    int all = sums.size();
    ScoreChecks.positive("the signal", sums.s()[all]);
    ScoreChecks.positive("the background", sums.b()[all]);
    double low = sums.values()[all - 1];
    double high = sums.values()[0];
    List<CutPoint> points = new ArrayList<>();
    int g = all;
    for (int k = 0; k <= cuts; k++) {
      double cut = k == cuts ? high : low + (high - low) * k / cuts;
      while (g > 0 && sums.values()[g - 1] < cut) {
        g--;
      }
      double s = sums.s()[g] * signalScale;
      double b = sums.b()[g] * backgroundScale;
      points.add(
          new CutPoint(
              cut,
              sums.signal(g),
              sums.background(g),
              s + b != 0 ? s / (s + b) : Double.NaN,
              s,
              b,
              significance(s, b),
              asimov(s, b),
              sums.b2()[g] > 0 ? sums.b()[g] * sums.b()[g] / sums.b2()[g] : 0));
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
    // (1 + x) ln(1 + x) - x = x^2/2 - x^3/6 + ...: the series avoids cancellation at small x.
    double f = x < 1e-4 ? x * x / 2 - x * x * x / 6 : (1 + x) * StrictMath.log1p(x) - x;
    return Math.sqrt(2 * b * f);
  }

  /// The cut of the highest Asimov significance among those that at least ten effective background
  /// events pass, if any.
  public Optional<CutPoint> best() {
    OptionalInt best = OptionalInt.empty();
    for (int i = 0; i < points.size(); i++) {
      CutPoint p = points.get(i);
      if (p.effectiveBackground >= MIN_BACKGROUND
          && !Double.isNaN(p.asimov)
          && (best.isEmpty() || p.asimov > points.get(best.getAsInt()).asimov)) {
        best = OptionalInt.of(i);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(points.get(best.getAsInt()));
  }
}
