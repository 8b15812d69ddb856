package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;

/// Result of a learning-rate range test (Smith, arXiv:1506.01186): the loss as a function of a
/// learning rate that grows from batch to batch. The loss is flat at rates that are too small,
/// falls at suitable ones and rises at rates that are too large.
///
/// @param points in the order of the batches
/// @param suggestion suggested learning rate, where the smoothed loss falls most steeply in the
///   logarithm of the rate; NaN where it never falls
/// @param lowest learning rate of the lowest smoothed loss, an upper bound
public record LearningRateFinderResult(List<RatePoint> points, double suggestion, double lowest) {
  /// Loss at one learning rate.
  ///
  /// @param rate learning rate of the batch's step
  /// @param loss of the batch before the step, per event: sum w l / (n W)
  /// @param smoothed moving average of the loss over neighboring batches
  public record RatePoint(double rate, double loss, double smoothed) {}

  public LearningRateFinderResult {
    points = List.copyOf(points);
  }

  /// @param rates learning rates, growing by a constant factor
  /// @param reach batches on either side in the moving average
  public static LearningRateFinderResult of(List<Double> rates, List<Double> losses, int reach) {
    List<RatePoint> points = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      // As many on either side: an asymmetric window would shift the curve.
      int side = Math.min(reach, Math.min(i, rates.size() - 1 - i));
      double sum = 0;
      for (int j = i - side; j <= i + side; j++) {
        sum += losses.get(j);
      }
      points.add(new RatePoint(rates.get(i), losses.get(i), sum / (2 * side + 1)));
    }
    // Towards the ends fewer losses are averaged, down to one: a minimum there would be noise.
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
