package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;

/// How the loss goes as the learning rate grows from batch to batch (Smith, arXiv:1506.01186): high
/// and flat while steps are too short to learn, falling where they are right, rising where they
/// overshoot.
///
/// @param points in the order of the batches
/// @param suggestion the rate at which the smoothed loss falls fastest by the rate's logarithm: a
///   good one to begin with; NaN where it never falls
/// @param lowest the rate at which the smoothed loss is lowest: one to stay below
public record LearningRateFinderResult(List<RatePoint> points, double suggestion, double lowest) {
  /// @param rate of the batch's step
  /// @param loss of the batch before the step, per event: sum w l / (n W)
  /// @param smoothed the mean of the losses of the neighbouring batches and its own
  public record RatePoint(double rate, double loss, double smoothed) {}

  public LearningRateFinderResult {
    points = List.copyOf(points);
  }

  /// @param rates growing by the same factor each time
  /// @param reach batches on either side that a loss is smoothed over
  public static LearningRateFinderResult of(List<Double> rates, List<Double> losses, int reach) {
    List<RatePoint> points = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      // As many on either side: a window that leans would shift the curve.
      int side = Math.min(reach, Math.min(i, rates.size() - 1 - i));
      double sum = 0;
      for (int j = i - side; j <= i + side; j++) {
        sum += losses.get(j);
      }
      points.add(new RatePoint(rates.get(i), losses.get(i), sum / (2 * side + 1)));
    }
    // Towards the ends fewer losses are averaged, down to one: noise, not a minimum.
    int first = Math.min(reach, (points.size() - 1) / 2);
    int last = points.size() - 1 - first;
    int lowest = first;
    for (int i = first + 1; i <= last; i++) {
      lowest = points.get(i).smoothed < points.get(lowest).smoothed ? i : lowest;
    }
    double steepest = 0;
    double suggestion = Double.NaN;
    for (int i = reach; i + reach < points.size() && i <= lowest; i++) {
      double rise = points.get(i + reach).smoothed - points.get(i - reach).smoothed;
      if (rise < steepest) {
        steepest = rise;
        suggestion = points.get(i).rate;
      }
    }
    return new LearningRateFinderResult(
        points, suggestion, points.isEmpty() ? Double.NaN : points.get(lowest).rate);
  }
}
