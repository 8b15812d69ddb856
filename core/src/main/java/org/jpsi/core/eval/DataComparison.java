package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Comparison of measured data with the simulated events that a run is evaluated on, in the score
/// and in each feature. Data events above a cut of the score are blinded: they are nowhere in it,
/// not even in a number of events; the simulation is cut alike.
///
/// @param groups of the simulation: the classes, or one without a name
/// @param blind the score from which on events are left out; empty where nothing is blinded; of a
///   parametrised model the lowest of `cuts`
/// @param cuts at each point of a parametrised model: an event is left out that is above that of
///   any
/// @param signalBlinded fraction of the signal of the evaluated events that is left out
/// @param events data events that are compared
/// @param simulated simulated events that are compared
/// @param scale factor on the simulation: 1 where weights are expected yields, else the number of
///   data events over the simulation's sum of weights
/// @param scaled whether the simulation was scaled to the data
/// @param scores of each score, or predicted target
/// @param features of each feature
/// @param classifier of data against simulation, where it was asked for
public record DataComparison(
    List<String> groups,
    OptionalDouble blind,
    List<PointCut> cuts,
    double signalBlinded,
    long events,
    long simulated,
    double scale,
    boolean scaled,
    List<DataHistogram> scores,
    List<DataHistogram> features,
    Optional<DataClassifier> classifier) {
  public DataComparison {
    groups = List.copyOf(groups);
    cuts = List.copyOf(cuts);
    scores = List.copyOf(scores);
    features = List.copyOf(features);
  }

  /// Cut at a point of the parameters.
  ///
  /// @param point as `mass = 500`
  /// @param score from which on events are left out
  public record PointCut(String point, double score) {}

  /// The same with a classifier.
  public DataComparison with(Optional<DataClassifier> fitted) {
    return new DataComparison(
        groups,
        blind,
        cuts,
        signalBlinded,
        events,
        simulated,
        scale,
        scaled,
        scores,
        features,
        fitted);
  }

  /// The highest cut of the score that at least a share of the signal passes, by weight.
  ///
  /// @param score higher for signal
  /// @param signal which events are signal; their weights have a positive sum
  public static double signalCut(double[] score, boolean[] signal, double[] weight, double share) {
    RankStatistics ranks = RankStatistics.of(score);
    double[] above = RankStatistics.cumulate(ranks.sums(signal, true, weight, false));
    double all = ScoreChecks.positive("the signal", above[ranks.size()]);
    int g = 1;
    while (g < ranks.size() && above[g] < share * all) {
      g++;
    }
    return ranks.values()[g - 1];
  }
}
