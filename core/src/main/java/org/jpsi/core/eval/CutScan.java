package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  /// @param significanceError one standard deviation of `significance` by the statistics of the
  ///   events: `(dZ/dS)^2 var(S) + (dZ/dB)^2 var(B)`, squared, with var the sum of squared weights
  /// @param asimovError the same of `asimov`
  public record CutPoint(
      double cut,
      double efficiency,
      double background,
      double purity,
      double s,
      double b,
      double significance,
      double asimov,
      double effectiveBackground,
      double significanceError,
      double asimovError) {}

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
      double varS = sums.s2()[g] * signalScale * signalScale;
      double varB = sums.b2()[g] * backgroundScale * backgroundScale;
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
              sums.b2()[g] > 0 ? sums.b()[g] * sums.b()[g] / sums.b2()[g] : 0,
              significanceError(s, b, varS, varB),
              asimovError(s, b, varS, varB)));
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

  // Z = s / sqrt(s + b): dZ/ds = (s/2 + b) / (s + b)^(3/2), dZ/db = -s/2 / (s + b)^(3/2)
  static double significanceError(double s, double b, double varS, double varB) {
    if (Double.isNaN(significance(s, b))) {
      return Double.NaN;
    }
    double bySignal = s / 2 + b;
    double byBackground = s / 2;
    double variance = bySignal * bySignal * varS + byBackground * byBackground * varB;
    return Math.sqrt(variance / (s + b)) / (s + b);
  }

  // Z^2 / 2 = (s + b) ln(1 + s/b) - s: dZ/ds = ln(1 + x) / Z, dZ/db = (ln(1 + x) - x) / Z, x = s/b
  static double asimovError(double s, double b, double varS, double varB) {
    double z = asimov(s, b);
    if (Double.isNaN(z)) {
      return Double.NaN;
    }
    if (z == 0) {
      return Math.sqrt(varS / b); // the limit s / sqrt(b)
    }
    double x = s / b;
    double bySignal = StrictMath.log1p(x);
    // ln(1 + x) - x = -x^2/2 + x^3/3 - ...: without cancellation at small x
    double byBackground = x < 1e-4 ? -x * x / 2 + x * x * x / 3 : bySignal - x;
    return Math.sqrt(bySignal * bySignal * varS + byBackground * byBackground * varB) / z;
  }

  /// The best cut, if any: that of the highest Asimov significance less its error, among those that
  /// at least ten effective background events pass. The highest significance alone would prefer
  /// cuts where few background events happen to pass.
  public Optional<CutPoint> best() {
    CutPoint best = null;
    for (CutPoint p : points) {
      if (p.effectiveBackground >= MIN_BACKGROUND
          && !Double.isNaN(p.asimov)
          && (best == null || p.asimov - p.asimovError > best.asimov - best.asimovError)) {
        best = p;
      }
    }
    return Optional.ofNullable(best);
  }
}
