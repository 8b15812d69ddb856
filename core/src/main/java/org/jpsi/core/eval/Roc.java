package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;

/// The receiver operating characteristic of a score: signal efficiency against background
/// efficiency as the cut moves from the highest score down. Events of equal score enter together,
/// so a tie is a straight line.
///
/// @param auc area under the curve with its error
/// @param curve points for drawing from (0, 0) to (1, 1), at most a thousand or so
/// @param workingPoints the signal efficiency at given background efficiencies
public record Roc(Auc auc, List<Point> curve, List<WorkingPoint> workingPoints) {
  private static final double STEP = 1.0 / 400;

  /// One cut: `score >= threshold` keeps these fractions of background and signal.
  ///
  /// @param error one standard deviation of `signal` at this `background`
  public record Point(double threshold, double background, double signal, double error) {}

  /// The signal efficiency where the background efficiency is as wanted.
  ///
  /// @param background the background efficiency asked for
  /// @param threshold the loosest cut that does not yet exceed it
  /// @param signal interpolated along the curve
  /// @param error one standard deviation: of the signal events above the cut, and of the cut's
  ///   place, which background events decide
  public record WorkingPoint(double background, double threshold, double signal, double error) {}

  public Roc {
    curve = List.copyOf(curve);
    workingPoints = List.copyOf(workingPoints);
  }

  /// The curve with working points at 1 %, 10 % and 30 % background.
  ///
  /// @param score higher means more like signal; any finite numbers
  /// @param signal which events are signal
  /// @param weight of either sign
  /// @throws IllegalArgumentException where a number is not finite or a class has no positive sum
  ///   of weights; {@link Auc#defined} asks first
  public static Roc of(double[] score, boolean[] signal, double[] weight) {
    return of(score, signal, weight, 0.01, 0.1, 0.3);
  }

  /// The curve with working points at these background efficiencies, each in (0, 1).
  public static Roc of(double[] score, boolean[] signal, double[] weight, double... backgrounds) {
    ScoreChecks.lengths("signal", score.length, signal.length);
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    RankStatistics ranking = RankStatistics.of(score);
    Auc auc = Auc.of(ranking, signal, weight);
    CumulativeWeights steps = CumulativeWeights.of(ranking, signal, weight);
    List<WorkingPoint> working = new ArrayList<>();
    for (double background : backgrounds) {
      working.add(steps.at(background));
    }
    return new Roc(auc, thin(steps), working);
  }

  /// One curve per class, of that class against all others by its own score.
  ///
  /// @param scores `[classes][events]`
  public static List<Roc> oneAgainstRest(double[][] scores, int[] label, double[] weight) {
    List<Roc> all = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      all.add(of(scores[c], Labels.are(label, c), weight));
    }
    return all;
  }

  private static List<Point> thin(CumulativeWeights steps) {
    List<Point> kept = new ArrayList<>();
    int last = 0;
    kept.add(steps.point(0));
    for (int g = 1; g <= steps.size(); g++) {
      boolean far = steps.distance(last, g) >= STEP;
      if (far && g - 1 > last && steps.distance(last, g) >= 2 * STEP) {
        kept.add(steps.point(g - 1)); // the corner before a long straight piece
        last = g - 1;
      }
      if (far || g == steps.size()) {
        kept.add(steps.point(g));
        last = g;
      }
    }
    return kept;
  }
}
