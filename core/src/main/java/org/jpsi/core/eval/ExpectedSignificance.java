package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Expected significance of a discovery by the score: of a cut, and of bins. Cut and bins are
/// chosen on the validation events, the figures are of the test events, which had no say in them.
///
/// @param relative systematic uncertainty of the background, db / b, in each bin by itself
/// @param cut the lowest score that passes, of folds each fold's; empty where no cut leaves ten
///   effective background events, in some fold
/// @param single yields and significance of the cut
/// @param binned yields and significance in bins, which reach down to the lowest score; edges of
///   folds, each of which has its own, are their mean
/// @param edges of each fold's bins; of one where there are no folds
public record ExpectedSignificance(
    double relative,
    Optional<FoldCut> cut,
    Optional<BinnedYields> single,
    BinnedYields binned,
    List<double[]> edges) {
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
    requireRelative(relative);
    Choice chosen = Choice.of(validation, relative);
    return new ExpectedSignificance(
        relative,
        chosen.cut.map(FoldCut::of),
        chosen.cut.map(at -> BinnedYields.of(test, new double[] {at}, relative)),
        BinnedYields.of(test, chosen.edges, relative),
        List.of(chosen.edges));
  }

  /// The same of folds: each chooses its cut and its bins on its own validation events, for the
  /// events that it tests. Bins go together by their number from the highest score down; a fold
  /// that has fewer has nothing in the lowest.
  ///
  /// @param validation events of each fold
  /// @param test events of all folds
  /// @param foldOf fold that tests each event
  public static ExpectedSignificance ofFolds(
      List<YieldEvents> validation, YieldEvents test, int[] foldOf, double relative) {
    requireRelative(relative);
    ScoreChecks.lengths("fold", test.score().length, foldOf.length);
    List<Choice> chosen = validation.stream().map(fold -> Choice.of(fold, relative)).toList();
    List<double[]> edges = chosen.stream().map(Choice::edges).toList();
    Optional<FoldCut> cut =
        chosen.stream().allMatch(fold -> fold.cut.isPresent())
            ? Optional.of(
                new FoldCut(
                    chosen.stream().mapToDouble(fold -> fold.cut.orElseThrow()).toArray(), foldOf))
            : Optional.empty();
    return new ExpectedSignificance(
        relative,
        cut,
        cut.map(at -> passing(test, at, relative)),
        binned(test, edges, foldOf, relative),
        edges);
  }

  private static BinnedYields passing(YieldEvents test, FoldCut cut, double relative) {
    double[] passes = new double[test.score().length];
    Arrays.setAll(passes, i -> cut.passes(test.score(), i) ? 1 : 0);
    return BinnedYields.of(with(test, passes), new double[] {1}, relative)
        .withEdges(new double[] {cut.mean()});
  }

  private static BinnedYields binned(
      YieldEvents test, List<double[]> edges, int[] foldOf, double relative) {
    int bins = edges.stream().mapToInt(each -> each.length).max().orElseThrow();
    double[] bin = new double[foldOf.length];
    for (int i = 0; i < bin.length; i++) {
      double[] own = edges.get(foldOf[i]);
      bin[i] = bins - own.length + BinnedYields.bin(own, test.score()[i]);
    }
    double[] numbers = new double[bins];
    Arrays.setAll(numbers, j -> j);
    return BinnedYields.of(with(test, bin), numbers, relative).withEdges(mean(edges, bins));
  }

  private static YieldEvents with(YieldEvents events, double[] score) {
    return new YieldEvents(score, events.weight(), events.group(), events.yields());
  }

  /// The mean of the folds' edges from the highest score down, of those that are no fold's lowest;
  /// they never rise on the way.
  private static double[] mean(List<double[]> edges, int bins) {
    double[] mean = new double[bins];
    double above = Double.POSITIVE_INFINITY;
    for (int down = 1; down <= bins; down++) {
      int from = down;
      double of =
          edges.stream()
              .filter(own -> from < own.length)
              .mapToDouble(own -> own[own.length - from])
              .average()
              .orElse(Double.NEGATIVE_INFINITY);
      above = Math.min(above, of);
      mean[bins - down] = above;
    }
    return mean;
  }

  private static void requireRelative(double relative) {
    if (!(relative >= 0 && relative < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("relative uncertainty " + relative + ", expected >= 0");
    }
  }

  /// Cut and bins that some validation events choose.
  private record Choice(Optional<Double> cut, double[] edges) {
    static Choice of(YieldEvents validation, double relative) {
      YieldEvents scaled = validation.scalable();
      boolean[] signal = new boolean[scaled.score().length];
      for (int i = 0; i < signal.length; i++) {
        signal[i] = scaled.isSignal(i);
      }
      CumulativeWeights sums =
          CumulativeWeights.of(RankStatistics.of(scaled.score()), signal, scaled.scaledWeights());
      return new Choice(ExpectedSignificance.cut(sums, relative), ExpectedSignificance.edges(sums));
    }
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
