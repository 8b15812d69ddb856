package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.task.Task;

/// Score against a spectator, of background and signal: the efficiency of each cut and the mean
/// score in bins of the spectator, and the correlation of both.
///
/// @param name of the spectator
/// @param unit of the spectator; may be empty
/// @param binning of the spectator
/// @param outside number of events in no bin: missing values, and those beyond the outermost
/// @param background its figures
/// @param signal its figures
public record SpectatorEfficiencies(
    String name,
    String unit,
    Binning binning,
    int outside,
    ClassFigures background,
    ClassFigures signal) {

  /// Spectator: a column of the events, NaN where it is missing. The array is not copied.
  public record Spectator(String name, String unit, double[] value) {}

  /// Mean score with its error, one standard deviation.
  public record MeanScore(double value, double error) {}

  /// Figures of one class.
  ///
  /// @param correlation Pearson's linear correlation of spectator and score; NaN where it is not
  ///   defined
  /// @param efficiency `[cuts][bins]`, empty where the weights have no positive sum
  /// @param score mean score of each bin, empty where the weights have no positive sum
  public record ClassFigures(
      double correlation,
      List<List<Optional<Efficiency>>> efficiency,
      List<Optional<MeanScore>> score) {
    public ClassFigures {
      efficiency = List.copyOf(efficiency);
      score = List.copyOf(score);
    }
  }

  /// @param about approximate number of bins
  /// @param cuts on the score
  static SpectatorEfficiencies of(
      Spectator spectator, int about, ScoredEvents events, List<FoldCut> cuts) {
    double[] value = spectator.value();
    ScoreChecks.lengths("spectator " + spectator.name(), events.events(), value.length);
    Binning binning = Binning.round(value.length, i -> value[i], about);
    int[] bin = new int[value.length];
    int outside = 0;
    for (int i = 0; i < bin.length; i++) {
      int found = Double.isNaN(value[i]) ? -1 : binning.find(value[i]);
      bin[i] = found < binning.bins() ? found : -1;
      outside += bin[i] < 0 ? 1 : 0;
    }
    boolean[] signal = OneVsRest.isClass(events.label(), Task.Binary.SIGNAL);
    return new SpectatorEfficiencies(
        spectator.name(),
        spectator.unit(),
        binning,
        outside,
        figures(value, bin, binning.bins(), events, cuts, i -> !signal[i]),
        figures(value, bin, binning.bins(), events, cuts, i -> signal[i]));
  }

  private static ClassFigures figures(
      double[] value,
      int[] bin,
      int bins,
      ScoredEvents events,
      List<FoldCut> cuts,
      IntPredicate of) {
    double[] score = events.scores()[0];
    // the events of each bin, so that no pass over all of them is made for each
    int[] size = new int[bins];
    for (int i = 0; i < bin.length; i++) {
      if (bin[i] >= 0 && of.test(i)) {
        size[bin[i]]++;
      }
    }
    int[][] rows = new int[bins][];
    Arrays.setAll(rows, b -> new int[size[b]]);
    Arrays.fill(size, 0);
    for (int i = 0; i < bin.length; i++) {
      if (bin[i] >= 0 && of.test(i)) {
        rows[bin[i]][size[bin[i]]++] = i;
      }
    }
    List<List<Optional<Efficiency>>> efficiency = new ArrayList<>();
    for (FoldCut cut : cuts) {
      List<Optional<Efficiency>> each = new ArrayList<>();
      for (int[] own : rows) {
        double[] weight = take(events.weight(), own);
        each.add(Efficiency.of(weight, _ -> true, i -> cut.passes(score, own[i])));
      }
      efficiency.add(List.copyOf(each));
    }
    List<Optional<MeanScore>> means = new ArrayList<>();
    for (int[] own : rows) {
      double[] weight = take(events.weight(), own);
      if (PartMetrics.sum(weight) > 0) {
        BrierScore mean = BrierScore.mean(take(score, own), weight);
        means.add(Optional.of(new MeanScore(mean.value(), mean.error())));
      } else {
        means.add(Optional.empty());
      }
    }
    return new ClassFigures(correlation(value, score, events.weight(), of), efficiency, means);
  }

  private static double correlation(
      double[] value, double[] score, double[] weight, IntPredicate of) {
    double sum = 0;
    IntPredicate finite = i -> of.test(i) && Double.isFinite(value[i]);
    for (int i = 0; i < weight.length; i++) {
      sum += finite.test(i) ? weight[i] : 0;
    }
    return sum > 0
        ? Correlation.of(List.of(i -> value[i], i -> score[i]), weight, finite).matrix()[1][0]
        : Double.NaN;
  }

  private static double[] take(double[] all, int[] rows) {
    double[] taken = new double[rows.length];
    Arrays.setAll(taken, i -> all[rows[i]]);
    return taken;
  }

  /// The edges of the bins.
  public double[] edges() {
    return CutEfficiencies.edges(binning);
  }
}
