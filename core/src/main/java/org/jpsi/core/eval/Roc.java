package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventTable;
import org.jpsi.core.events.Events;
import org.jpsi.core.model.Model;
import org.jpsi.core.task.Task;

/// ROC curve (receiver operating characteristic) of a score: signal efficiency against background
/// efficiency as the cut moves from the highest score down. Events of equal score pass together, so
/// ties are a straight line.
///
/// @param auc area under the curve with its error
/// @param curve points from (0, 0) to (1, 1) for plots, about a thousand at most
/// @param workingPoints the signal efficiency at given background efficiencies
public record Roc(Auc auc, List<RocPoint> curve, List<WorkingPoint> workingPoints) {
  private static final double STEP = 1.0 / 400;
  private static final String SCORE = "\0score";

  /// Point of the curve: efficiencies of background and signal of the cut `score >= threshold`.
  ///
  /// @param error one standard deviation of `signal` at this `background`
  public record RocPoint(double threshold, double background, double signal, double error) {}

  /// Working point: the signal efficiency at a given background efficiency.
  ///
  /// @param background the given background efficiency
  /// @param threshold the loosest cut that does not exceed it
  /// @param signal signal efficiency, interpolated along the curve
  /// @param error one standard deviation of `signal`, from the statistics of the signal and from
  ///   the uncertainty of the threshold by the statistics of the background
  public record WorkingPoint(double background, double threshold, double signal, double error) {}

  public Roc {
    curve = List.copyOf(curve);
    workingPoints = List.copyOf(workingPoints);
  }

  /// The ROC curve with working points at 1 %, 10 % and 30 % background.
  ///
  /// @param score of each event, higher for signal; any finite numbers
  /// @param signal which events are signal
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a number is not finite or a class has no positive sum
  ///   of weights; see {@link Auc#defined}
  public static Roc of(double[] score, boolean[] signal, double[] weight) {
    return of(score, signal, weight, 0.01, 0.1, 0.3);
  }

  /// The ROC curve with working points at these background efficiencies, each in (0, 1).
  public static Roc of(double[] score, boolean[] signal, double[] weight, double... backgrounds) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    RankStatistics ranks = RankStatistics.of(score);
    Auc auc = Auc.of(ranks, signal, weight);
    CumulativeWeights sums = CumulativeWeights.of(ranks, signal, weight);
    List<WorkingPoint> working = new ArrayList<>();
    for (double background : backgrounds) {
      working.add(sums.workingPoint(background));
    }
    return new Roc(auc, thin(sums), working);
  }

  /// The ROC curve of a model of two classes on labeled events, with their weights: the model's
  /// signal against all other labels.
  ///
  /// @throws InputException where the model has no signal, the events no label, or the weights of a
  ///   class no positive sum
  public static Roc of(Model model, Events events) {
    if (!(model.task() instanceof Task.Binary task)) {
      throw InputException.at("ROC")
          .expected("a model of a signal against a background")
          .found("one of " + String.join(", ", model.task().scoreNames()))
          .exception();
    }
    if (!events.labeled()) {
      throw InputException.at(events.origin())
          .expected("events with a label, for a ROC curve")
          .found("none")
          .remedy("say which column it is with `label`")
          .exception();
    }
    EventTable scored = EventTable.of(events.define(SCORE, model), List.of(SCORE));
    boolean[] signal = new boolean[scored.events()];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = scored.labels()[i].equals(task.signal());
    }
    if (!Auc.defined(signal, scored.weights())) {
      throw InputException.at(events.origin())
          .expected("weights of " + task.signal() + " and of all others with positive sums")
          .found("none, over " + signal.length + " events")
          .exception();
    }
    return of(scored.table().numbers(SCORE).toDoubles(), signal, scored.weights());
  }

  /// One-vs-rest ROC curves: one per class, of that class against all others by its own score.
  ///
  /// @param scores `[classes][events]`
  public static List<Roc> oneVsRest(double[][] scores, int[] label, double[] weight) {
    List<Roc> all = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      all.add(of(scores[c], OneVsRest.isClass(label, c), weight));
    }
    return all;
  }

  private static List<RocPoint> thin(CumulativeWeights sums) {
    List<RocPoint> kept = new ArrayList<>();
    int last = 0;
    kept.add(sums.point(0));
    for (int g = 1; g <= sums.size(); g++) {
      boolean far = sums.distance(last, g) >= STEP;
      if (far && g - 1 > last && sums.distance(last, g) >= 2 * STEP) {
        kept.add(sums.point(g - 1)); // the corner before a long straight segment
        last = g - 1;
      }
      if (far || g == sums.size()) {
        kept.add(sums.point(g));
        last = g;
      }
    }
    return kept;
  }
}
