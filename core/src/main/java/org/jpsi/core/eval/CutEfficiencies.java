package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.task.Task;

/// Efficiencies of cuts on the score of a binary classification: of signal, background and every
/// sample, and in bins of spectators. The cuts are chosen on other events than those that the
/// efficiencies are of.
///
/// @param cuts from the loosest to the tightest, and then those that were chosen otherwise
/// @param spectators one for each spectator
public record CutEfficiencies(List<CutEfficiency> cuts, List<SpectatorEfficiencies> spectators) {
  private static final int BINS = 12;

  /// Efficiencies of one cut, `score >= cut`.
  ///
  /// @param cut of folds, each of which has its own, their mean
  /// @param asked the signal efficiency for which the cut was chosen; empty for a cut that was
  ///   chosen otherwise
  /// @param signal efficiency of the signal
  /// @param background efficiency of the background
  /// @param samples efficiency of each sample, in their order; empty where its weights have no
  ///   positive sum
  public record CutEfficiency(
      double cut,
      OptionalDouble asked,
      Optional<Efficiency> signal,
      Optional<Efficiency> background,
      List<Optional<Efficiency>> samples) {
    public CutEfficiency {
      samples = List.copyOf(samples);
    }
  }

  public CutEfficiencies {
    cuts = List.copyOf(cuts);
    spectators = List.copyOf(spectators);
  }

  /// Efficiencies of the cuts that leave given fractions of the signal of the validation events.
  ///
  /// @param signal the fractions, each in (0, 1)
  /// @param chosen a further cut
  /// @param sample of each event, an index
  /// @param samples number of samples
  /// @param spectators of the events
  public static CutEfficiencies of(
      ScoredEvents validation,
      List<Double> signal,
      Optional<Double> chosen,
      ScoredEvents events,
      int[] sample,
      int samples,
      List<SpectatorEfficiencies.Spectator> spectators) {
    return ofFolds(
        List.of(validation),
        signal,
        chosen.map(FoldCut::of),
        events,
        new int[0],
        sample,
        samples,
        spectators);
  }

  /// The same of folds: each chooses its cuts on its own validation events, for the events that it
  /// tests.
  ///
  /// @param validation events of each fold
  /// @param chosen a further cut, of each fold
  /// @param events of all folds
  /// @param foldOf fold that tests each event
  public static CutEfficiencies ofFolds(
      List<ScoredEvents> validation,
      List<Double> signal,
      Optional<FoldCut> chosen,
      ScoredEvents events,
      int[] foldOf,
      int[] sample,
      int samples,
      List<SpectatorEfficiencies.Spectator> spectators) {
    ScoreChecks.lengths("sample", events.events(), sample.length);
    double[] score = events.scores()[0];
    List<FoldCut> at = new ArrayList<>();
    List<OptionalDouble> asked = new ArrayList<>();
    for (double fraction : signal.stream().sorted((a, b) -> Double.compare(b, a)).toList()) {
      at.add(
          new FoldCut(
              validation.stream().mapToDouble(fold -> cut(fold, fraction)).toArray(), foldOf));
      asked.add(OptionalDouble.of(fraction));
    }
    chosen.ifPresent(cut -> {
      at.add(cut);
      asked.add(OptionalDouble.empty());
    });
    boolean[] isSignal = OneVsRest.isClass(events.label(), Task.Binary.SIGNAL);
    double[] weight = events.weight();
    List<CutEfficiency> cuts = new ArrayList<>();
    for (int c = 0; c < at.size(); c++) {
      FoldCut cut = at.get(c);
      List<Optional<Efficiency>> each = new ArrayList<>();
      for (int s = 0; s < samples; s++) {
        int one = s;
        each.add(Efficiency.of(weight, i -> sample[i] == one, i -> cut.passes(score, i)));
      }
      cuts.add(
          new CutEfficiency(
              cut.mean(),
              asked.get(c),
              Efficiency.of(weight, i -> isSignal[i], i -> cut.passes(score, i)),
              Efficiency.of(weight, i -> !isSignal[i], i -> cut.passes(score, i)),
              each));
    }
    return new CutEfficiencies(
        cuts,
        spectators.stream()
            .map(spectator -> SpectatorEfficiencies.of(spectator, BINS, events, at))
            .toList());
  }

  /// The tightest cut that leaves this fraction of the signal: the score of an event.
  static double cut(ScoredEvents events, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("signal efficiency " + fraction + ", expected in (0, 1)");
    }
    boolean[] signal = OneVsRest.isClass(events.label(), Task.Binary.SIGNAL);
    ScoreChecks.finite("score", events.scores()[0]);
    RankStatistics ranks = RankStatistics.of(events.scores()[0]);
    double[] sums = RankStatistics.cumulate(ranks.sums(signal, true, events.weight(), false));
    int all = ranks.size();
    double wanted = fraction * ScoreChecks.positive("the signal", sums[all]);
    for (int g = 1; g <= all; g++) {
      if (sums[g] >= wanted) {
        return ranks.values()[g - 1];
      }
    }
    return ranks.values()[all - 1];
  }

  /// Edges of bins as numbers.
  static double[] edges(Binning binning) {
    double[] edges = new double[binning.bins() + 1];
    Arrays.setAll(edges, binning::edge);
    return edges;
  }
}
