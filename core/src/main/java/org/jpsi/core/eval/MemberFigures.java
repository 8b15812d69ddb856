package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;

/// Figures of the members of an ensemble. Those of held-out events are of one member, not of the
/// ensemble, which is better: they choose no cut and no calibration.
///
/// @param scores of the members
/// @param heldOut metrics of the training events, each scored by the one member that held it out
/// @param spreads mean over the evaluated events of the standard deviation of each score over
///   members, how much a score depends on first weights and on which events were drawn (training
///   spread); it is no uncertainty of physics. None where there are training events only
/// @param all metrics of the mean of all members on the evaluated events, where one member alone is
///   kept
public record MemberFigures(
    MemberScores scores, PartMetrics heldOut, List<Double> spreads, Optional<PartMetrics> all) {
  // Names of events, in words.
  static final String TRAINING = "training";
  static final String HELD_OUT = "held-out";
  private static final int BINS = 40;

  public MemberFigures {
    spreads = List.copyOf(spreads);
  }

  /// @param evaluated the events that the model is evaluated on
  static MemberFigures of(
      Task task, MemberScores scores, ScoredEvents evaluated, MetricGuard guard) {
    return new MemberFigures(
        scores,
        metrics(task, scores.heldOut(), "held-out", guard),
        spreads(scores, evaluated.weight()),
        scores.all().map(all -> metrics(task, all, "all members'", guard)));
  }

  private static PartMetrics metrics(
      Task task, ScoredEvents events, String which, MetricGuard guard) {
    return guard.orElse(
        events.lossAlone(),
        "metrics of " + which + " events",
        () -> events.metrics(task, events.regressions(task)));
  }

  /// The number of members.
  public int members() {
    return scores.members();
  }

  /// Each event counts by the magnitude of its weight: a spread has no sign to cancel.
  static List<Double> spreads(MemberScores scores, double[] weight) {
    double sum = EventBlocks.sum(weight.length, i -> Math.abs(weight[i]));
    if (!(sum > 0)) {
      return List.of();
    }
    return Arrays.stream(scores.spread())
        .filter(row -> row.length == weight.length)
        .map(row -> EventBlocks.sum(row.length, i -> Math.abs(weight[i]) * row[i]) / sum)
        .toList();
  }

  /// Distribution of the training spread of a score over the evaluated events, unweighted.
  public Distributions spread(int score) {
    double[] row = scores.spread()[score];
    double[] ones = new double[row.length];
    Arrays.fill(ones, 1);
    double highest = Arrays.stream(row).max().orElse(0);
    Binning binning = new Binning(0, highest > 0 ? highest * (1 + 1e-9) : 1, BINS);
    List<IntPredicate> everything = List.of(_ -> true);
    return new Distributions(
        binning, Distributions.of(binning, i -> row[i], ones, everything), List.of());
  }

  /// The gap of a classification: the AUC of one member on its own training events and on the same
  /// events held out, each scored once; the error is that of the difference.
  ///
  /// @param train the training events, each scored by one member that was trained on it
  static Optional<Gap> aucGap(
      ScoredEvents train, PartMetrics own, ScoredEvents heldOut, PartMetrics held) {
    if (own.value("auc").isEmpty() || held.value("auc").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Gap(
            "AUC of one member",
            true,
            0.5,
            TRAINING,
            HELD_OUT,
            own.value("auc").getAsDouble(),
            own.value("auc_error").orElse(Double.NaN),
            held.value("auc").getAsDouble(),
            held.value("auc_error").orElse(Double.NaN),
            Auc.differenceError(train.scores(), heldOut.scores(), train.label(), train.weight())));
  }

  /// The gap of target `t` of a regression, the RMSE in the place of the AUC.
  static Gap rmseGap(
      ScoredEvents train,
      RegressionMetrics own,
      ScoredEvents heldOut,
      RegressionMetrics held,
      int t) {
    double[] weight = train.weight();
    double sum = PartMetrics.sum(weight);
    // d RMSE = d(mean square) / (2 RMSE), for each of both; what they share drops out event by
    // event
    double variance =
        EventBlocks.sum(
            weight.length,
            i -> {
              double a = train.residual(t, i);
              double b = heldOut.residual(t, i);
              double pull = (b * b - held.rmse() * held.rmse()) / (2 * held.rmse());
              pull -= (a * a - own.rmse() * own.rmse()) / (2 * own.rmse());
              return weight[i] * weight[i] * pull * pull;
            });
    return new Gap(
        "RMSE of one member",
        false,
        held.spread(),
        TRAINING,
        HELD_OUT,
        own.rmse(),
        own.rmseError(),
        held.rmse(),
        held.rmseError(),
        Math.sqrt(variance) / sum);
  }
}
