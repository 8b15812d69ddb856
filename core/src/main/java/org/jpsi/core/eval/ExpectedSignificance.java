package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Expected significance of a discovery by the score: of a cut, and of bins. Cut and bins are
/// chosen on the validation events, the figures are of the test events, which had no say in them.
///
/// @param relative systematic uncertainty of the background, db / b, in each bin by itself
/// @param cut the lowest score that passes; empty where no cut leaves ten effective background
///   events
/// @param single yields and significance of the cut
/// @param binned yields and significance in bins, which reach down to the lowest score
public record ExpectedSignificance(
    double relative, Optional<Double> cut, Optional<BinnedYields> single, BinnedYields binned) {
  /// The effective number of background events, (sum w)^2 / sum w^2, that a cut or a bin leaves of
  /// the validation events: with fewer, statistical fluctuations dominate.
  public static final double MIN_BACKGROUND = 10;

  // Cuts closer than this in both efficiencies are not told apart.
  private static final double STEP = 1.0 / 4000;
  // A bin has this share of the signal or the background, or parts of both.
  private static final double SHARE = 0.1;

  /// Chooses cut and bins on validation events, and evaluates them on test events.
  ///
  /// The cut has the highest significance less its error. Bins are made from the highest score
  /// down: one ends once its shares of all signal and of all background are a tenth in sum
  /// (arXiv:1409.6212, section 7.2, with equal shares for both), and it has ten effective
  /// background events.
  ///
  /// @param relative systematic uncertainty of the background, db / b
  public static ExpectedSignificance of(YieldEvents validation, YieldEvents test, double relative) {
    if (!(relative >= 0 && relative < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("relative uncertainty " + relative + ", expected >= 0");
    }
    YieldEvents scaled = validation.scalable();
    boolean[] signal = new boolean[scaled.score().length];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = scaled.isSignal(i);
    }
    CumulativeWeights sums =
        CumulativeWeights.of(RankStatistics.of(scaled.score()), signal, scaled.scaledWeights());
    Optional<Double> cut = cut(sums, relative);
    return new ExpectedSignificance(
        relative,
        cut,
        cut.map(at -> BinnedYields.of(test, new double[] {at}, relative)),
        BinnedYields.of(test, edges(sums), relative));
  }

  private static Optional<Double> cut(CumulativeWeights sums, double relative) {
    double best = Double.NEGATIVE_INFINITY;
    Optional<Double> cut = Optional.empty();
    int last = 0;
    for (int g = 1; g <= sums.size(); g++) {
      boolean far = g == sums.size() || sums.distance(last, g) >= STEP;
      if (far && enough(sums, 0, g)) {
        last = g;
        Significance.Slopes at =
            Significance.Slopes.of(sums.s()[g], sums.b()[g], sums.b2()[g], relative);
        double z = Math.sqrt(at.squared());
        double variance = at.byS() * at.byS() * sums.s2()[g] + at.byB() * at.byB() * sums.b2()[g];
        double careful = z > 0 ? z - Math.sqrt(variance) / 2 / z : Double.NEGATIVE_INFINITY;
        if (careful > best) {
          best = careful;
          cut = Optional.of(sums.values()[g - 1]);
        }
      }
    }
    return cut;
  }

  /// Lower edges, ascending; the lowest is that of all scores.
  private static double[] edges(CumulativeWeights sums) {
    int all = sums.size();
    List<Double> edges = new ArrayList<>();
    int from = 0;
    for (int g = 1; g < all; g++) {
      double signal = sums.signal(g) - sums.signal(from);
      double background = sums.background(g) - sums.background(from);
      if (signal + background >= SHARE && enough(sums, from, g) && enough(sums, g, all)) {
        edges.addFirst(sums.values()[g - 1]);
        from = g;
      }
    }
    edges.addFirst(Double.NEGATIVE_INFINITY);
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean enough(CumulativeWeights sums, int from, int to) {
    double b = sums.b()[to] - sums.b()[from];
    double squares = sums.b2()[to] - sums.b2()[from];
    return b > 0 && b * b >= MIN_BACKGROUND * squares;
  }
}
