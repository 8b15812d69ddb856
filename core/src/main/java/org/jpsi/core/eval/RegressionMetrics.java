package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;

/// Regression metrics of one target: weighted RMSE, MAE, bias and their errors, with the residual r
/// = predicted - target.
///
/// @param rmse sqrt(sum w r^2 / sum w); NaN where negative weights make that mean negative
/// @param rmseError one standard deviation of `rmse`
/// @param mae sum w |r| / sum w
/// @param bias sum w r / sum w
/// @param biasError one standard deviation of `bias`
/// @param spread standard deviation of the target, the rmse of a model that always predicts the
///   mean
/// @param profile bias and resolution in bins of the target (`TProfile` in ROOT)
public record RegressionMetrics(
    double rmse,
    double rmseError,
    double mae,
    double bias,
    double biasError,
    double spread,
    List<ProfileBin> profile) {

  /// Bias and resolution in one bin of the target.
  ///
  /// @param resolution standard deviation of the residual about the bin's bias; NaN in a bin of
  ///   fewer than two events, or where negative weights leave no positive variance
  public record ProfileBin(
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

  /// Coefficient of determination R^2, 1 - (rmse / spread)^2; not finite where the target is
  /// constant.
  public double r2() {
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
    Moments[] bins = new Moments[binning.bins()];
    for (int b = 0; b < bins.length; b++) {
      bins[b] = new Moments();
    }
    double mean = 0;
    double w = 0;
    for (int i = 0; i < target.length; i++) {
      double r = predicted[i] - target[i];
      all.add(r, weight[i]);
      int bin = binning.find(target[i]);
      if (bin >= 0 && bin < bins.length) {
        bins[bin].add(r, weight[i]);
      }
      w += weight[i];
      mean += weight[i] * target[i];
    }
    ScoreChecks.positive("all events", w);
    mean /= w;
    double absolute = 0;
    double variance = 0;
    double squareVariance = 0;
    double square = all.meanSquare();
    for (int i = 0; i < target.length; i++) {
      double r = predicted[i] - target[i];
      absolute += weight[i] * Math.abs(r);
      variance += weight[i] * (target[i] - mean) * (target[i] - mean);
      double pull = weight[i] * (r * r - square);
      squareVariance += pull * pull;
    }
    double rmse = Math.sqrt(square);
    double rmseError = rmse == 0 ? 0 : Math.sqrt(squareVariance) / w / (2 * rmse);
    List<ProfileBin> profile = new ArrayList<>();
    for (int b = 0; b < bins.length; b++) {
      profile.add(bins[b].profileBin(binning.edge(b), binning.edge(b + 1)));
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

  /// Weighted moments of residuals.
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

    ProfileBin profileBin(double lower, double upper) {
      if (n < 2 || !(w > 0)) {
        double none = Double.NaN;
        return new ProfileBin(lower, upper, n, none, none, none, none);
      }
      double mean = mean();
      double variance = meanSquare() - mean * mean;
      double resolution = variance > 0 ? Math.sqrt(variance) : Double.NaN;
      // That of a Gaussian: sigma / sqrt(2 n), with the effective number of events.
      double effective = w * w / w2;
      return new ProfileBin(
          lower, upper, n, mean, meanError(), resolution, resolution / Math.sqrt(2 * effective));
    }
  }
}
