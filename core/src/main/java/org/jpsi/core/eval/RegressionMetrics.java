package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;

/// How well one target is predicted, weighted; the residual is r = predicted - target.
///
/// @param rmse sqrt(sum w r^2 / sum w); NaN where the signs of the weights make that mean negative
/// @param rmseError one standard deviation of `rmse`
/// @param mae sum w |r| / sum w
/// @param bias sum w r / sum w
/// @param biasError one standard deviation of `bias`
/// @param spread the standard deviation of the target itself: the rmse of who always says the mean
/// @param profile bias and resolution in bins of the target
public record RegressionMetrics(
    double rmse,
    double rmseError,
    double mae,
    double bias,
    double biasError,
    double spread,
    List<Slice> profile) {

  /// One bin of the target.
  ///
  /// @param resolution standard deviation of the residual about the bin's bias; NaN in a bin of
  ///   fewer than two events, or where signed weights leave no positive variance
  public record Slice(
      double lower,
      double upper,
      int events,
      double bias,
      double biasError,
      double resolution,
      double resolutionError) {}

  public RegressionMetrics {
    profile = List.copyOf(profile);
  }

  /// The part of the target's variance that is explained, 1 - (rmse / spread)^2; not finite where
  /// the target does not vary.
  public double explained() {
    return 1 - rmse * rmse / (spread * spread);
  }

  /// @param predicted in the target's unit
  /// @param weight of either sign
  /// @param binning of the target, for the profile
  /// @throws IllegalArgumentException where a number is not finite, or the weights have no positive
  ///   sum
  public static RegressionMetrics of(
      double[] predicted, double[] target, double[] weight, Binning binning) {
    ScoreChecks.lengths("target", predicted.length, target.length);
    ScoreChecks.lengths("weight", predicted.length, weight.length);
    ScoreChecks.finite("prediction", predicted);
    ScoreChecks.finite("target", target);
    ScoreChecks.finite("weight", weight);
    Moments all = new Moments();
    Moments[] slices = new Moments[binning.bins()];
    for (int b = 0; b < slices.length; b++) {
      slices[b] = new Moments();
    }
    double mean = 0;
    double w = 0;
    for (int i = 0; i < target.length; i++) {
      double r = predicted[i] - target[i];
      all.add(r, weight[i]);
      int bin = binning.find(target[i]);
      if (bin >= 0 && bin < slices.length) {
        slices[bin].add(r, weight[i]);
      }
      w += weight[i];
      mean += weight[i] * target[i];
    }
    ScoreChecks.positive("all events", w);
    mean /= w;
    double absolute = 0;
    double variance = 0;
    double ofSquare = 0;
    double square = all.meanSquare();
    for (int i = 0; i < target.length; i++) {
      double r = predicted[i] - target[i];
      absolute += weight[i] * Math.abs(r);
      variance += weight[i] * (target[i] - mean) * (target[i] - mean);
      double pull = weight[i] * (r * r - square);
      ofSquare += pull * pull;
    }
    double rmse = Math.sqrt(square);
    double rmseError = rmse == 0 ? 0 : Math.sqrt(ofSquare) / w / (2 * rmse);
    List<Slice> profile = new ArrayList<>();
    for (int b = 0; b < slices.length; b++) {
      profile.add(slices[b].slice(binning.edge(b), binning.edge(b + 1)));
    }
    return new RegressionMetrics(
        rmse,
        rmseError,
        absolute / w,
        all.mean(),
        all.meanError(),
        Math.sqrt(variance / w),
        profile);
  }

  /// Sums of one set of residuals.
  private static final class Moments {
    private int n;
    private double w;
    private double w2;
    private double wr;
    private double w2r;
    private double wr2;
    private double w2r2;

    void add(double r, double weight) {
      n++;
      w += weight;
      w2 += weight * weight;
      wr += weight * r;
      w2r += weight * weight * r;
      wr2 += weight * r * r;
      w2r2 += weight * weight * r * r;
    }

    double mean() {
      return wr / w;
    }

    double meanSquare() {
      return wr2 / w;
    }

    /// sqrt(sum w^2 (r - mean)^2) / sum w
    double meanError() {
      double mean = mean();
      return Math.sqrt(Math.max(0, w2r2 - 2 * mean * w2r + mean * mean * w2)) / w;
    }

    Slice slice(double lower, double upper) {
      if (n < 2 || !(w > 0)) {
        double none = Double.NaN;
        return new Slice(lower, upper, n, none, none, none, none);
      }
      double mean = mean();
      double variance = meanSquare() - mean * mean;
      double resolution = variance > 0 ? Math.sqrt(variance) : Double.NaN;
      // That of a Gaussian: sigma / sqrt(2 n), with the effective number of events.
      double effective = w * w / w2;
      return new Slice(
          lower, upper, n, mean, meanError(), resolution, resolution / Math.sqrt(2 * effective));
    }
  }
}
