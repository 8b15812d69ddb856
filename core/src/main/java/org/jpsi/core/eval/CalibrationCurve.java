package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Reliability curve of one probability: in bins of it, how often the class is the true one, in a
/// stated mixture of classes.
///
/// @param bins ascending
/// @param expectedError expected calibration error: the mean distance of probability and fraction
///   over bins, by their shares of the mixture
/// @param ofChance what that error would be in the mean if only the statistics of the events made
///   it
public record CalibrationCurve(List<CurveBin> bins, double expectedError, double ofChance) {
  /// Bin of the curve.
  ///
  /// @param probability its mean, weighted
  /// @param fraction of the class among the events
  /// @param error one standard deviation of `fraction`
  /// @param share of the mixture
  public record CurveBin(double probability, double fraction, double error, double share) {}

  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /// The curve of events, in bins that were chosen without them.
  ///
  /// @param probability of the class, of each event
  /// @param one the class
  /// @param label of each event
  /// @param weight of either sign; those of each class are scaled to its fraction
  /// @param mixture fraction of each class
  /// @param edges between bins, ascending; the outermost bins are open
  static CalibrationCurve of(
      double[] probability,
      int one,
      int[] label,
      double[] weight,
      List<Double> mixture,
      double[] edges) {
    List<CurveBin> bins = new ArrayList<>();
    double error = 0;
    double chance = 0;
    double[] scale = new double[mixture.size()];
    for (int c = 0; c < scale.length; c++) {
      int of = c;
      scale[c] = mixture.get(c) / sum(weight, i -> label[i] == of);
    }
    for (int b = 0; b <= edges.length; b++) {
      double from = b == 0 ? Double.NEGATIVE_INFINITY : edges[b - 1];
      double to = b == edges.length ? Double.POSITIVE_INFINITY : edges[b];
      IntPredicate in = i -> probability[i] >= from && probability[i] < to;
      double own = 0;
      double share = 0;
      double[] variance = new double[scale.length];
      for (int c = 0; c < scale.length; c++) {
        int of = c;
        Optional<Efficiency> e = Efficiency.of(weight, i -> label[i] == of, in);
        if (e.isPresent()) {
          double part = mixture.get(c) * e.get().value();
          own += c == one ? part : 0;
          share += part;
          double sigma = mixture.get(c) * e.get().error();
          variance[c] = sigma * sigma;
        }
      }
      if (share > 0) {
        double all = share;
        double fraction = own / all;
        double mean = sum(weight, i -> in.test(i) ? scale[label[i]] * probability[i] : 0, in) / all;
        double squared = 0;
        for (int c = 0; c < scale.length; c++) {
          double by = (c == one ? 1 - fraction : -fraction) / all;
          squared += by * by * variance[c];
        }
        double sigma = Math.sqrt(squared);
        bins.add(new CurveBin(mean, fraction, sigma, share));
        error += share * Math.abs(mean - fraction);
        chance += share * sigma * Math.sqrt(2 / Math.PI);
      }
    }
    return new CalibrationCurve(bins, error, chance);
  }

  private static double sum(double[] weight, IntPredicate of) {
    return sum(weight, _ -> 1, of);
  }

  private static double sum(
      double[] weight, java.util.function.IntToDoubleFunction value, IntPredicate of) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += of.test(i) ? weight[i] * value.applyAsDouble(i) : 0;
    }
    return sum;
  }
}
