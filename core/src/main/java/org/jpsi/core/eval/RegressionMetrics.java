package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.table.EventBlocks;

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
    int n = target.length;
    double w = ScoreChecks.positive("all events", PartMetrics.sum(weight));
    // What all targets have in common takes no digits from their mean.
    double first = target[0];
    double mean = first + EventBlocks.sum(n, i -> weight[i] * (target[i] - first)) / w;
    double variance = EventBlocks.sum(n, i -> weight[i] * (target[i] - mean) * (target[i] - mean));
    Moments[] bins = moments(predicted, target, weight, binning);
    Moments all = bins[binning.bins()];
    double square = all.meanSquare();
    double absolute = EventBlocks.sum(n, i -> weight[i] * Math.abs(predicted[i] - target[i]));
    double squareVariance =
        EventBlocks.sum(
            n,
            i -> {
              double r = predicted[i] - target[i];
              double pull = weight[i] * (r * r - square);
              return pull * pull;
            });
    double rmse = Math.sqrt(square);
    double rmseError = rmse == 0 ? 0 : Math.sqrt(squareVariance) / w / (2 * rmse);
    List<ProfileBin> profile = new ArrayList<>();
    for (int b = 0; b < binning.bins(); b++) {
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

  /// The moments of each bin of the target, and of all events last: sums over blocks of events.
  private static Moments[] moments(
      double[] predicted, double[] target, double[] weight, Binning binning) {
    int bins = binning.bins();
    Moments[] sums = Moments.array(bins + 1);
    for (int block = 0; block < EventBlocks.count(target.length); block++) {
      Moments[] own = Moments.array(bins + 1);
      int end = EventBlocks.end(block, target.length);
      for (int i = EventBlocks.begin(block); i < end; i++) {
        double r = predicted[i] - target[i];
        own[bins].add(r, weight[i]);
        int bin = binning.find(target[i]);
        if (bin >= 0 && bin < bins) {
          own[bin].add(r, weight[i]);
        }
      }
      for (int b = 0; b <= bins; b++) {
        sums[b].add(own[b]);
      }
    }
    return sums;
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

    void add(Moments block) {
      n += block.n;
      w += block.w;
      w2 += block.w2;
      wr += block.wr;
      w2r += block.w2r;
      wr2 += block.wr2;
      w2r2 += block.w2r2;
    }

    static Moments[] array(int count) {
      Moments[] all = new Moments[count];
      Arrays.setAll(all, _ -> new Moments());
      return all;
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
